import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import { EstimateLine } from "./estimate-line.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { RefreshNow } from "./refresh-now.tsx";
import { RouteLine } from "./route-line.tsx";
import type { ParcelPageView, ShipmentDetail } from "./shipments-view.ts";
import type { ShownState } from "./shown-state.ts";
import { TransitLine } from "./transit-line.tsx";
import { useShipmentForm, type ShipmentForm } from "./use-shipment-form.ts";

type Props = { shipment: ShipmentDetail };

/** Where the parcel is, what happens next, and what the merchant can do about it. */
export function StatusCard({ shipment }: { shipment: ParcelPageView }) {
  const { t } = useTranslation("shipments");
  // Here, because the button goes once it has helped, and its toast would be lost.
  const retry = useShipmentForm();
  const { state } = shipment;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t(`state.${state.key}`)}
        </Text>
        <ProgressBar state={state.key} />
        <TransitLine shipment={shipment} />
        <EstimateLine shipment={shipment} />
        <RouteLine route={shipment.route} />
        <Text as="p">{useNextStep(state, shipment)}</Text>
        {shipment.canRestart && <Text as="p">{t("restart.cost")}</Text>}
        <Actions shipment={shipment} retry={retry} />
        <RefreshNow shipment={shipment} />
      </BlockStack>
    </Card>
  );
}

function Actions({ shipment, retry }: Props & { retry: ShipmentForm }) {
  const { t } = useTranslation("shipments");
  const { state, canRetry, canRestart } = shipment;
  const toSettings = needsAccount(state);
  if (!canRetry && !canRestart && !toSettings) return null;
  return (
    <InlineStack gap="200">
      {canRetry && (
        <Button
          variant="primary"
          loading={retry.running}
          onClick={() => retry.submit({ intent: "retry" })}
        >
          {t(`retry.${retryLabel(shipment)}`)}
        </Button>
      )}
      {canRestart && (
        <Button
          variant="primary"
          loading={retry.running}
          onClick={() => retry.submit({ intent: "restart" })}
        >
          {t("restart.button")}
        </Button>
      )}
      {toSettings && <Button url="/app/settings">{t("toSettings")}</Button>}
    </InlineStack>
  );
}

function useNextStep({ key, reason }: ShownState, shipment: ShipmentDetail) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(shipment.timeZone);
  if (key === "ignored")
    return t([`leftOut.${shipment.leftOutBy}`, "next.ignored"]);
  if (shipment.registersAt)
    return t("next.registers_later", { time: moment(shipment.registersAt) });
  if (key === "ended") return t([`endedText.${reason}`, "endedText.other"]);
  if (key === "needs_carrier" && shipment.carrierRefused)
    return t("next.carrier_refused");
  if (key === "needs_carrier" && shipment.company)
    return t("next.company_unknown", { company: shipment.company });
  return t(`next.${key}`);
}

function retryLabel({ state, registersAt }: ShipmentDetail) {
  if (registersAt || state.key === "checking_rules") return "now";
  return state.key === "ignored" ? "track" : "again";
}

const needsAccount = ({ key }: ShownState) =>
  key === "waiting_for_account" || key === "blocked" || key === "over_quota";
