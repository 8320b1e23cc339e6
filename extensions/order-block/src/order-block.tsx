import { render } from "preact";
import { ParcelSection } from "./parcel-section.tsx";
import { useParcels } from "./use-parcels.ts";

export default function extension() {
  render(<OrderBlock />, document.body);
}

function OrderBlock() {
  const translate = (key: string) => shopify.i18n.translate(key);
  const orderId = shopify.data.selected[0]?.id ?? "";
  const { shown, changing, changeFailed, change, tryAgain } =
    useParcels(orderId);
  return (
    <s-admin-block heading={translate("heading")}>
      <s-stack gap="base">
        {shown.kind === "loading" && (
          <s-spinner accessibilityLabel={translate("loading")} />
        )}
        {shown.kind === "failed" && (
          <>
            <s-banner tone="critical">{translate("failed")}</s-banner>
            <s-button onClick={tryAgain}>{translate("tryAgain")}</s-button>
          </>
        )}
        {changeFailed && (
          <s-banner tone="critical">{translate("changeFailed")}</s-banner>
        )}
        {shown.kind === "parcels" && shown.parcels.length === 0 && (
          <s-text color="subdued">{translate("notTracked")}</s-text>
        )}
        {shown.kind === "parcels" &&
          shown.parcels.map((parcel, index) => (
            <>
              {index > 0 && <s-divider />}
              <ParcelSection
                key={parcel.id}
                parcel={parcel}
                isChanging={changing === parcel.id}
                onChange={change}
              />
            </>
          ))}
      </s-stack>
    </s-admin-block>
  );
}
