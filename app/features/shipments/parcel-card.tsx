import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import { CopyNumber } from "./copy-number.tsx";
import type { ShipmentDetail } from "./shipments-view.ts";

export function ParcelCard({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(shipment.timeZone);
  const { number, trackingUrl, orderUrl, orderName } = shipment;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("detail.parcel")}
        </Text>
        <Fact label={t("detail.order")}>
          {orderUrl ? (
            <Link url={orderUrl} target="_top">
              {orderName}
            </Link>
          ) : (
            orderName
          )}
        </Fact>
        <Fact label={t("detail.number")}>
          {number ? <CopyNumber number={number} /> : t("state.no_number")}
          {number && trackingUrl && (
            <Link url={trackingUrl} target="_blank">
              {t("detail.atCarrier")}
            </Link>
          )}
        </Fact>
        <Fact label={t("detail.destination")}>
          {shipment.destination ?? t("detail.unknown")}
        </Fact>
        <Fact label={t("detail.shipped")}>{moment(shipment.shippedAt)}</Fact>
      </BlockStack>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued" variant="bodySm">
        {label}
      </Text>
      <div className="any-width">
        <BlockStack gap="050" inlineAlign="start">
          {children}
        </BlockStack>
      </div>
    </BlockStack>
  );
}
