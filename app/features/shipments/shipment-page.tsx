import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AuditCard } from "./audit-card.tsx";
import { CarrierCard } from "./carrier-card.tsx";
import { OtherParcelsCard } from "./other-parcels-card.tsx";
import { ParcelCard } from "./parcel-card.tsx";
import { RegistrationCard } from "./registration-card.tsx";
import type { ShipmentDetail } from "./shipments-view.ts";
import { StatusBadge } from "./status-badge.tsx";
import { StatusCard } from "./status-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { ToldCard } from "./told-card.tsx";
import { useShipmentForm } from "./use-shipment-form.ts";
import { refreshEvery, useRefresh } from "#app/components/use-refresh.ts";

// Somebody waits for an answer.
const followMs = 1_500;

export function ShipmentPage({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  // Here, because the card moves once the carrier is known, and its toast would be lost.
  const form = useShipmentForm();
  const archive = useShipmentForm();
  useRefresh(
    shipment.refresh?.isRunning ? followMs : refreshEvery(shipment.moving),
  );
  const { key } = shipment.state;
  const needsCarrier = key === "needs_carrier" || key === "silent";
  const carrier = (
    <CarrierCard shipment={shipment} open={needsCarrier} form={form} />
  );
  return (
    <Page
      backAction={{ content: t("title"), url: "/app/shipments" }}
      title={t("detail.title", { order: shipment.orderName })}
      titleMetadata={<StatusBadge state={shipment.state} />}
      secondaryActions={[
        {
          content: t(
            shipment.isArchived ? "archive.restore" : "archive.button",
          ),
          helpText: t("archive.help"),
          loading: archive.running,
          onAction: () =>
            archive.submit({
              intent: shipment.isArchived ? "unarchive" : "archive",
            }),
        },
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <StatusCard shipment={shipment} />
            {needsCarrier && carrier}
            <TimelineCard shipment={shipment} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ParcelCard shipment={shipment} />
            {!needsCarrier && carrier}
            <RegistrationCard shipment={shipment} />
            <ToldCard shipment={shipment} />
            <OtherParcelsCard parcels={shipment.otherParcels} />
            <AuditCard audit={shipment.audit} timeZone={shipment.timeZone} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
