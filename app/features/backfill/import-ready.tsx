import { BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TrackingCost } from "#app/components/tracking-cost.tsx";
import type { ImportSummary, ImportView } from "./backfill-view.ts";
import { ImportStep } from "./import-step.tsx";
import type { ImportForm } from "./use-import.ts";

type Props = { backfill: ImportSummary; view: ImportView; form: ImportForm };

/** What it costs, and who pays, before anything is spent. */
export function ImportReady({ backfill, view, form }: Props) {
  const { t } = useTranslation("backfill");
  const count = backfill.parcels;
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="p" variant="headingSm">
          {t("ready", { count })}
        </Text>
        <TrackingCost count={count} payment={view} />
      </BlockStack>
      <LeftOut backfill={backfill} />
      <InlineStack gap="200">
        <Button
          variant="primary"
          loading={form.running === "start"}
          disabled={form.running !== undefined}
          onClick={() => form.submit({ intent: "start" })}
        >
          {t("start", { count })}
        </Button>
        <ImportStep form={form} intent="cancel" />
      </InlineStack>
    </BlockStack>
  );
}

function LeftOut({ backfill }: { backfill: ImportSummary }) {
  const { t } = useTranslation("backfill");
  const parts = (["delivered", "known", "leftOut"] as const).filter(
    (part) => backfill[part] > 0,
  );
  if (parts.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="p" tone="subdued">
        {t("leftOutHeading")}
      </Text>
      <List>
        {parts.map((part) => (
          <List.Item key={part}>
            <Text as="span" tone="subdued">
              {t(part, { count: backfill[part] })}
            </Text>
          </List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
