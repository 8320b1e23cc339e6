import { BlockStack, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LabelledProgress } from "#app/components/labelled-progress.tsx";
import type { ImportSummary, ImportView } from "./backfill-view.ts";
import { CancelImport } from "./cancel-import.tsx";
import { ImportOutcomeList } from "./import-outcome.tsx";
import { ImportReady } from "./import-ready.tsx";
import { ImportStep } from "./import-step.tsx";
import type { ImportForm } from "./use-import.ts";

type Props = { backfill: ImportSummary; view: ImportView; form: ImportForm };

/** Where the import stands, and what can be done about it. */
export function ImportProgress({ backfill, view, form }: Props) {
  const { t } = useTranslation("backfill");
  const { state, orders, imported } = backfill;
  switch (state) {
    case "counting":
      return (
        <Steps
          backfill={backfill}
          steps={<ImportStep form={form} intent="cancel" />}
        >
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <Spinner size="small" />
            <Text as="p">{t("counting", { count: orders })}</Text>
          </InlineStack>
        </Steps>
      );
    case "ready":
      return <ImportReady backfill={backfill} view={view} form={form} />;
    case "running":
    case "paused":
      return (
        <Steps
          backfill={backfill}
          steps={
            <>
              <ImportStep
                form={form}
                intent={state === "running" ? "pause" : "resume"}
              />
              <CancelImport form={form} />
            </>
          }
        >
          <Running backfill={backfill} state={state} />
          <ImportOutcomeList outcome={view.outcome} />
        </Steps>
      );
    case "done":
    case "cancelled":
      return (
        <BlockStack gap="300">
          <Text as="p" variant="headingSm">
            {t(state, { count: imported })}
          </Text>
          <ImportOutcomeList outcome={view.outcome} />
        </BlockStack>
      );
    case "failed":
      return (
        <Text as="p" tone="critical">
          {t("failed")}
        </Text>
      );
  }
}

type RunningProps = { backfill: ImportSummary; state: "running" | "paused" };

function Running({ backfill, state }: RunningProps) {
  const { t } = useTranslation("backfill");
  const id = useId();
  const { imported, parcels } = backfill;
  return (
    <BlockStack gap="200">
      <Text as="p" id={id}>
        {t(state, { imported, count: parcels })}
      </Text>
      <LabelledProgress
        labelId={id}
        progress={parcels === 0 ? 0 : (imported / parcels) * 100}
        tone={state === "running" ? "primary" : "highlight"}
      />
      <Text as="p" tone="subdued">
        {t(`${state}Help`)}
      </Text>
    </BlockStack>
  );
}

type StepsProps = {
  backfill: ImportSummary;
  children: ReactNode;
  steps: ReactNode;
};

function Steps({ backfill, children, steps }: StepsProps) {
  const { t } = useTranslation("backfill");
  return (
    <BlockStack gap="300">
      {children}
      {backfill.isStuck && (
        <Text as="p" tone="caution">
          {t("stuck")}
        </Text>
      )}
      <InlineStack gap="200">{steps}</InlineStack>
    </BlockStack>
  );
}
