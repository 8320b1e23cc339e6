import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { useMoment } from "#app/components/use-moment.ts";
import type { ImportState, ImportSummary } from "./backfill-view.ts";

type Props = { earlier: ImportSummary[]; timeZone: string };

/** Imports before the newest. */
export function ImportHistory({ earlier, timeZone }: Props) {
  const { t } = useTranslation("backfill");
  if (earlier.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("history.heading")}
        </Text>
        <ul className="plain-list">
          {earlier.map((backfill) => (
            <li key={backfill.id}>
              <HistoryLine backfill={backfill} timeZone={timeZone} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

function HistoryLine(props: { backfill: ImportSummary; timeZone: string }) {
  const { t } = useTranslation("backfill");
  const moment = useMoment(props.timeZone);
  const formats = useFormats();
  const { state, createdAt, days, imported } = props.backfill;
  const { delivered, known, leftOut } = props.backfill;
  const without = delivered + known + leftOut;
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="medium">
          {moment(createdAt)}
        </Text>
        <Badge tone={toneOf(state)}>{t(`history.state.${state}`)}</Badge>
      </InlineStack>
      <Text as="span" tone="subdued">
        {t("history.imported", {
          count: imported,
          days: formats.days(days),
        })}
        {without > 0 && ` ${t("history.leftOut", { count: without })}`}
      </Text>
    </BlockStack>
  );
}

function toneOf(state: ImportState) {
  switch (state) {
    case "done":
      return "success";
    case "failed":
      return "critical";
    case "counting":
    case "ready":
    case "running":
    case "paused":
    case "cancelled":
      return undefined;
  }
}
