import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import type { AuditLine } from "./shipments-view.ts";

type Props = { audit: AuditLine[]; timeZone: string };

/** What was done by hand. */
export function AuditCard({ audit, timeZone }: Props) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(timeZone);
  if (audit.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("audit.title")}
        </Text>
        {audit.map(({ id, action, carrier, at }) => (
          <BlockStack key={id}>
            <Text as="span" breakWord>
              {t([`audit.${action}`, "audit.other"], { carrier })}
            </Text>
            <Text as="span" tone="subdued" variant="bodySm">
              {moment(at)}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
