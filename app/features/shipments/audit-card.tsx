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
        {audit.map(({ id, by, staffId, action, carrier, from, at }) => (
          <BlockStack key={id}>
            <Text as="span" breakWord>
              {t(
                [
                  from ? `audit.${action}_from` : `audit.${action}`,
                  `audit.${action}`,
                  "audit.other",
                ],
                { carrier, from },
              )}
            </Text>
            <Text as="span" tone="subdued" variant="bodySm" breakWord>
              {t(`audit.by.${by}`, { id: staffId, time: moment(at) })}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
