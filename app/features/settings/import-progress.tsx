import { BlockStack, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CancelImport } from "./cancel-import.tsx";
import { ImportReady } from "./import-ready.tsx";
import { ImportStep } from "./import-step.tsx";
import { LabelledProgress } from "./labelled-progress.tsx";
import type { AccountSummary, ImportSummary } from "./settings-view.ts";
import type { ImportForm } from "./use-import.ts";

type Props = {
  backfill: ImportSummary;
  payer: AccountSummary["kind"];
  form: ImportForm;
};

/** Where the import stands, and what can be done about it. */
export function ImportProgress({ backfill, payer, form }: Props) {
  const { t } = useTranslation("settings");
  const { state, orders, parcels, imported } = backfill;
  switch (state) {
    case "counting":
      return (
        <Steps steps={<ImportStep form={form} intent="cancel" />}>
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <Spinner size="small" />
            <Text as="p">{t("import.counting", { count: orders })}</Text>
          </InlineStack>
        </Steps>
      );
    case "ready":
      return <ImportReady backfill={backfill} payer={payer} form={form} />;
    case "running":
    case "paused":
      return (
        <Steps
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
          <Running state={state} imported={imported} parcels={parcels} />
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

type RunningProps = Pick<ImportSummary, "imported" | "parcels"> & {
  state: "running" | "paused";
};

function Running({ state, imported, parcels }: RunningProps) {
  const { t } = useTranslation("settings");
  const id = useId();
  return (
    <BlockStack gap="200">
      <Text as="p" id={id}>
        {t(`import.${state}`, { imported, count: parcels })}
      </Text>
      <LabelledProgress
        labelId={id}
        progress={parcels === 0 ? 0 : (imported / parcels) * 100}
        tone={state === "running" ? "primary" : "highlight"}
      />
      <Text as="p" tone="subdued">
        {t(`import.${state}Help`)}
      </Text>
    </BlockStack>
  );
}

function Steps(props: { children: ReactNode; steps: ReactNode }) {
  return (
    <BlockStack gap="300">
      {props.children}
      <InlineStack gap="200">{props.steps}</InlineStack>
    </BlockStack>
  );
}
