import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SiblingParcel } from "./shipments-view.ts";
import { StatusBadge } from "./status-badge.tsx";

/** All parcels of the order, where there are several. */
export function SiblingsCard({ siblings }: { siblings: SiblingParcel[] }) {
  const { t } = useTranslation("shipments");
  if (siblings.length < 2) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("siblings.title")}
        </Text>
        {siblings.map((parcel) => (
          <BlockStack gap="100" key={parcel.id}>
            <InlineStack gap="200" align="space-between" blockAlign="center">
              <Name parcel={parcel} />
              <StatusBadge state={parcel.state} />
            </InlineStack>
            <Text as="span" tone="subdued" variant="bodySm">
              {[parcel.carrier, parcel.isThis && t("siblings.this")]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Name({ parcel: { id, number, isThis } }: { parcel: SiblingParcel }) {
  const { t } = useTranslation("shipments");
  const name = (
    <span className="any-width">{number || t("state.no_number")}</span>
  );
  if (!isThis) return <Link url={`/app/shipments/${id}`}>{name}</Link>;
  return (
    <Text as="span" fontWeight="medium">
      {name}
    </Text>
  );
}
