import { shopify } from "./host.ts";
import { render } from "preact";
import { ParcelSection } from "./parcel-section.tsx";
import { useParcels } from "./use-parcels.ts";
import { useSignal } from "./use-signal.ts";

export default function extension() {
  render(<OrderStatusBlock />, document.body);
}

const translate = (key: string) => shopify.i18n.translate(key);

// An order without a tracked parcel has no block: Shopify's own page says what there is to say of it.
function OrderStatusBlock() {
  const order = useSignal(shopify.order);
  const { shown, tryAgain } = useParcels(order?.id);
  const isEmpty = shown.kind === "parcels" && shown.parcels.length === 0;
  const isEdited = shopify.extension.editor !== undefined;
  if (isEmpty && !isEdited) return null;
  return (
    <s-section heading={translate("heading")}>
      <s-stack gap="base">
        {shown.kind === "loading" && (
          <s-spinner accessibilityLabel={translate("loading")} />
        )}
        {shown.kind === "failed" && (
          <>
            <s-banner tone="warning">{translate("failed")}</s-banner>
            <s-button onClick={tryAgain}>{translate("tryAgain")}</s-button>
          </>
        )}
        {isEmpty && <s-text color="subdued">{translate("editor")}</s-text>}
        {shown.kind === "parcels" &&
          shown.parcels.map((parcel, index) => (
            <>
              {index > 0 && <s-divider />}
              <ParcelSection key={parcel.number} parcel={parcel} />
            </>
          ))}
      </s-stack>
    </s-section>
  );
}
