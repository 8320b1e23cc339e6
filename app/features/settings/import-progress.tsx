import {
  BlockStack,
  Button,
  InlineStack,
  ProgressBar,
  Spinner,
  Text,
} from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AccountSummary, ImportSummary } from "./settings-view.ts";
import type { ImportForm } from "./use-import.ts";

type Props = {
  backfill: ImportSummary;
  quota: AccountSummary["quota"];
  form: ImportForm;
};

/** Where the import stands, and what can be done about it. */
export function ImportProgress({ backfill, quota, form }: Props) {
  const { t } = useTranslation("settings");
  const { state, orders, parcels, imported } = backfill;
  switch (state) {
    case "counting":
      return (
        <Steps form={form} can={["cancel"]}>
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel="" />
            <Text as="p">{t("import.counting", { orders })}</Text>
          </InlineStack>
        </Steps>
      );
    case "ready":
      return <Ready backfill={backfill} quota={quota} form={form} />;
    case "running":
    case "paused":
      return (
        <Steps
          form={form}
          can={[state === "running" ? "pause" : "resume", "cancel"]}
        >
          <Text as="p">{t(`import.${state}`, { imported, parcels })}</Text>
          <ProgressBar
            progress={parcels === 0 ? 0 : (imported / parcels) * 100}
            size="small"
          />
        </Steps>
      );
    case "done":
    case "cancelled":
      return <Text as="p">{t(`import.${state}`, { count: imported })}</Text>;
    case "failed":
      return (
        <Text as="p" tone="critical">
          {t("import.failed")}
        </Text>
      );
  }
}

/** What it costs, before anything is spent. */
function Ready({ backfill, quota, form }: Props) {
  const { t } = useTranslation("settings");
  const { parcels: count, delivered, known } = backfill;
  const left = quota ? Math.max(0, quota.limit - quota.used) : Infinity;
  return (
    <BlockStack gap="300">
      <Text as="p">{t("import.ready", { count })}</Text>
      {delivered + known > 0 && (
        <Text as="p" tone="subdued">
          {t("import.leftOut", { delivered, known })}
        </Text>
      )}
      {left < count && (
        <Text as="p" tone="caution">
          {t("import.left", { left })}
        </Text>
      )}
      <InlineStack gap="200">
        <Button
          variant="primary"
          loading={form.running}
          onClick={() => form.submit({ intent: "start" })}
        >
          {t("import.start", { count })}
        </Button>
        <Button onClick={() => form.submit({ intent: "cancel" })}>
          {t("import.cancel")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

type Step = "pause" | "resume" | "cancel";

function Steps({
  form,
  can,
  children,
}: {
  form: ImportForm;
  can: Step[];
  children: ReactNode;
}) {
  const { t } = useTranslation("settings");
  return (
    <BlockStack gap="300">
      {children}
      <InlineStack gap="200">
        {can.map((intent) => (
          <Button
            key={intent}
            disabled={form.running}
            onClick={() => form.submit({ intent })}
          >
            {t(`import.${intent}`)}
          </Button>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
