import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { shopDayOf } from "#app/domain/shop-day.ts";
import type { ParcelPageView } from "./shipments-view.ts";

/** On which days it should arrive, and how sure that is. */
export function EstimateLine({ shipment }: { shipment: ParcelPageView }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const { estimate, timeZone } = shipment;
  if (!estimate) return null;
  const [from, to] = [estimate.from, estimate.to].map((moment) =>
    formats.shortDay(shopDayOf(new Date(moment), timeZone)),
  );
  return (
    <BlockStack>
      <Text as="p">
        {from === to
          ? t("estimate.day", { day: from })
          : t("estimate.days", { from, to })}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {t(`estimate.by.${estimate.by}`, {
          number: formats.number(estimate.parcels),
        })}
      </Text>
    </BlockStack>
  );
}
