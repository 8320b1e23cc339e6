import type { LookUp } from "./look-up-schema.ts";
import type { StorefrontTexts } from "./storefront-texts.ts";

/** The fields of a look-up. The page's own address is asked, so that it works without JavaScript. */
export function TrackingForm(props: {
  texts: StorefrontTexts;
  lookUp: Pick<LookUp, "order" | "number">;
  /** An email address or a postcode is taken in the number's place. */
  isByContact: boolean;
}) {
  const { texts, lookUp, isByContact } = props;
  const { order, number } = lookUp;
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
      <label htmlFor="shiptrack-number">
        {isByContact ? texts.numberOrContact : texts.number}
      </label>
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

/** For whoever is signed in to the storefront: all of their orders at once. */
export function OwnOrdersForm({ texts }: { texts: StorefrontTexts }) {
  return (
    <form method="get" className="shiptrack-form shiptrack-own">
      <input type="hidden" name="mine" value="1" />
      <button type="submit">{texts.own}</button>
    </form>
  );
}
