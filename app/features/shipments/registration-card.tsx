import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import type { ShipmentDetail } from "./shipments-view.ts";

/** How things stand with KeyDelivery, and what it answered last. */
export function RegistrationCard({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(shipment.timeZone);
  const { registration: facts } = shipment;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t("registration.title")}
        </Text>
        <Text as="p">{t(`registration.${facts?.registration ?? "none"}`)}</Text>
        {facts?.polled && <Text as="p">{t("registration.polled")}</Text>}
        {facts?.registeredAt && (
          <Text as="p" tone="subdued">
            {t("registration.since", { time: moment(facts.registeredAt) })}
          </Text>
        )}
        {facts?.answer && (
          <BlockStack>
            <Text as="p" tone="subdued">
              {t("registration.answer", {
                time: moment(facts.answer.at),
                code: facts.answer.code,
              })}
            </Text>
            <Text as="p">{t(`answer.${facts.answer.kind}`)}</Text>
            {shipment.state.key === "waiting" && (
              <Text as="p">{t("registration.again")}</Text>
            )}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
