import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ImportStep } from "./import-step.tsx";
import type { AccountSummary, ImportSummary } from "./settings-view.ts";
import type { ImportForm } from "./use-import.ts";

type Props = {
  backfill: ImportSummary;
  payer: AccountSummary["kind"];
  form: ImportForm;
};

/** What it costs, and who pays, before anything is spent. */
export function ImportReady({ backfill, payer, form }: Props) {
  const { t } = useTranslation("settings");
  const { parcels: count, delivered, known } = backfill;
  const leftOut = [
    delivered > 0 && t("import.delivered", { count: delivered }),
    known > 0 && t("import.known", { count: known }),
  ].filter((line) => line !== false);
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="p" variant="headingSm">
          {t("import.ready", { count })}
        </Text>
        <Text as="p">{t(`import.cost.${payer}`, { count })}</Text>
        <Left count={count} quota={form.quota} />
        {leftOut.length > 0 && (
          <Text as="p" tone="subdued">
            {leftOut.join(" ")}
          </Text>
        )}
      </BlockStack>
      <InlineStack gap="200">
        <Button
          variant="primary"
          loading={form.running === "start"}
          disabled={form.running !== undefined}
          onClick={() => form.submit({ intent: "start" })}
        >
          {t("import.start", { count })}
        </Button>
        <ImportStep form={form} intent="cancel" />
      </InlineStack>
    </BlockStack>
  );
}

/** On the operator's account: whether they fit into what the shop has left. */
function Left({ count, quota }: { count: number; quota: ImportForm["quota"] }) {
  const { t } = useTranslation("settings");
  if (!quota) return null;
  const left = Math.max(0, quota.limit - quota.used);
  const fits = left >= count;
  return (
    <Text as="p" tone={fits ? undefined : "caution"}>
      {t(fits ? "import.left" : "import.tooFew", { count: left })}
    </Text>
  );
}
