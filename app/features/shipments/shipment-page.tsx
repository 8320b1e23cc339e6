import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AuditCard } from "./audit-card.tsx";
import { CarrierCard } from "./carrier-card.tsx";
import { ParcelCard } from "./parcel-card.tsx";
import { RegistrationCard } from "./registration-card.tsx";
import type { ParcelPageView } from "./shipments-view.ts";
import { SiblingsCard } from "./siblings-card.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { StatusCard } from "./status-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { ToldCard } from "./told-card.tsx";
import { useShipmentForm } from "./use-shipment-form.ts";
import { refreshEvery, useRefresh } from "#app/components/use-refresh.ts";

// Somebody waits for an answer.
const followMs = 1_500;

export function ShipmentPage({ shipment }: { shipment: ParcelPageView }) {
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
      <div className="parcel-page">
        <div className="parcel-column">
          <StatusCard shipment={shipment} />
          {needsCarrier && carrier}
          <div className="phone-second">
            <TimelineCard shipment={shipment} />
          </div>
        </div>
        <div className="parcel-column">
          <ParcelCard shipment={shipment} />
          {!needsCarrier && carrier}
          <SiblingsCard siblings={shipment.siblings} />
          <div className="phone-third">
            <RegistrationCard shipment={shipment} />
          </div>
          <div className="phone-third">
            <ToldCard shipment={shipment} />
          </div>
          <div className="phone-third">
            <AuditCard audit={shipment.audit} timeZone={shipment.timeZone} />
          </div>
        </div>
      </div>
    </Page>
  );
}
