import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShipmentDetail } from "./shipments-view.ts";
import type { ShownState } from "./shown-state.ts";
import { useShipmentForm } from "./use-shipment-form.ts";

/** Where the parcel is, what happens next, and what the merchant can do about it. */
export function StatusCard({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const retry = useShipmentForm();
  const { state, canRetry } = shipment;
  const label = state.key === "ignored" ? "track" : "again";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t(`state.${state.key}`)}
        </Text>
        <Text as="p">{useNextStep(state, shipment)}</Text>
        <InlineStack gap="200">
          {canRetry && (
            <Button
              variant="primary"
              loading={retry.running}
              onClick={() => retry.submit({ intent: "retry" })}
            >
              {t(`retry.${label}`)}
            </Button>
          )}
          {needsAccount(state) && (
            <Button url="/app/settings">{t("toSettings")}</Button>
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function useNextStep({ key, reason }: ShownState, shipment: ShipmentDetail) {
  const { t } = useTranslation("shipments");
  if (key === "ended") return t([`endedText.${reason}`, "endedText.other"]);
  if (key === "needs_carrier" && shipment.carrierRefused)
    return t("next.carrier_refused");
  if (key === "needs_carrier" && shipment.company)
    return t("next.company_unknown", { company: shipment.company });
  return t(`next.${key}`);
}

const needsAccount = ({ key }: ShownState) =>
  key === "waiting_for_account" || key === "blocked";
