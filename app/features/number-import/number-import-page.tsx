import { BlockStack, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Payment } from "#app/components/tracking-cost.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { NumbersProgress } from "./numbers-progress.tsx";
import { NumbersReady } from "./numbers-ready.tsx";
import { ProblemRows } from "./problem-rows.tsx";
import { problemsOf } from "./problems-of.ts";
import { useNumberImport } from "./use-number-import.ts";

/** Numbers that Shopify does not know, from a file. */
export function NumberImportPage({ payment }: { payment: Payment }) {
  const { t } = useTranslation("number-import");
  const numbers = useNumberImport();
  const { state } = numbers;
  const problems = problemsOf(state);
  return (
    <Page
      title={t("title")}
      backAction={{ content: t("back"), url: "/app/shipments" }}
    >
      <BlockStack gap="400">
        <Card>
          {state.step === "choose" || state.step === "reading" ? (
            <ChooseFile state={state} onChoose={numbers.choose} />
          ) : state.step === "ready" ? (
            <NumbersReady
              rows={state.rows}
              payment={payment}
              numbers={numbers}
            />
          ) : (
            <NumbersProgress state={state} numbers={numbers} />
          )}
        </Card>
        {problems.length > 0 && <ProblemRows problems={problems} />}
      </BlockStack>
    </Page>
  );
}
