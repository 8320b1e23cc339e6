import type { StorefrontTexts } from "./storefront-texts.ts";

/** The fields of a look-up. The page's own address is asked, so that it works without JavaScript. */
export function TrackingForm(props: {
  texts: StorefrontTexts;
  order: string;
  number: string;
}) {
  const { texts, order, number } = props;
  return (
    <form method="get" className="shiptrack-form">
      <label htmlFor="shiptrack-order">{texts.order}</label>
      <input
        id="shiptrack-order"
        name="o"
        defaultValue={order}
        placeholder={texts.orderHint}
        autoComplete="off"
        maxLength={100}
        required
      />
      <label htmlFor="shiptrack-number">{texts.number}</label>
      <input
        id="shiptrack-number"
        name="n"
        defaultValue={number}
        autoComplete="off"
        maxLength={100}
        required
      />
      <button type="submit">{texts.submit}</button>
    </form>
  );
}
