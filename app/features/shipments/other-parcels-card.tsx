import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShipmentDetail } from "./shipments-view.ts";
import { StatusBadge } from "./status-badge.tsx";

export function OtherParcelsCard(props: {
  parcels: ShipmentDetail["otherParcels"];
}) {
  const { t } = useTranslation("shipments");
  if (props.parcels.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("others.title")}
        </Text>
        {props.parcels.map(({ id, number, carrier, state }) => (
          <BlockStack gap="100" key={id}>
            <InlineStack gap="200" align="space-between" blockAlign="center">
              <Link url={`/app/shipments/${id}`}>
                <span className="any-width">
                  {number || t("state.no_number")}
                </span>
              </Link>
              <StatusBadge state={state} />
            </InlineStack>
            {carrier && (
              <Text as="span" tone="subdued" variant="bodySm">
                {carrier}
              </Text>
            )}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
