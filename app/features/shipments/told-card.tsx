import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import type { ShipmentDetail, ToldLine } from "./shipments-view.ts";

/** What the order in Shopify was told, and when; or why it was not. */
export function ToldCard({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(shipment.timeZone);
  const { told, writesBack } = shipment;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("told.title")}
        </Text>
        {told.length === 0 && (
          <Text as="p" tone="subdued">
            {t(writesBack ? "told.nothingYet" : "told.off")}
          </Text>
        )}
        {told.map((line) => (
          <BlockStack key={line.id}>
            <Text as="span">{t(`state.${line.status}`)}</Text>
            <Text as="span" tone="subdued" variant="bodySm" breakWord>
              <Outcome line={line} /> · {moment(line.at)}
            </Text>
          </BlockStack>
        ))}
        {!writesBack && <Link url="/app/settings">{t("toSettings")}</Link>}
      </BlockStack>
    </Card>
  );
}

function Outcome({ line: { state, reason } }: { line: ToldLine }) {
  const { t } = useTranslation("shipments");
  if (state === "sent") return t("told.sent");
  return t([`told.${state}.${reason ?? "unknown"}`, `told.${state}.other`]);
}
