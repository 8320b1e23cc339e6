import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { LabelledProgress } from "#app/components/labelled-progress.tsx";
import { newRowsOf } from "./number-import-view.ts";
import type { NumberImport, NumberImportState } from "./use-number-import.ts";

type State = Extract<
  NumberImportState,
  { step: "tracking" | "broken_off" | "done" }
>;
type Props = { state: State; numbers: NumberImport };

/** How far the tracking of the file's numbers is, and how it ended. */
export function NumbersProgress({ state, numbers }: Props) {
  const { t } = useTranslation("number-import");
  const id = useId();
  const { step, rows, verdicts } = state;
  const count = newRowsOf(rows).length;
  // Known: by an answer that was lost on its way.
  const done = verdicts.filter(
    (verdict) => verdict === "tracked" || verdict === "known",
  ).length;
  return (
    <BlockStack gap="300">
      <div role="status">
        <Text as="p" id={id} variant="headingSm">
          {step === "tracking" && t("progress.running", { done, count })}
          {step === "broken_off" && t("progress.brokenOff", { done, count })}
          {step === "done" &&
            t(state.isStopped ? "progress.stopped" : "progress.done", {
              count: done,
            })}
        </Text>
      </div>
      {step !== "done" && (
        <LabelledProgress
          labelId={id}
          progress={(verdicts.length / count) * 100}
          tone={step === "tracking" ? "primary" : "critical"}
        />
      )}
      {step === "tracking" && (
        <Text as="p" tone="subdued">
          {t("progress.stay")}
        </Text>
      )}
      <Steps state={state} numbers={numbers} />
    </BlockStack>
  );
}

function Steps({ state, numbers }: Props) {
  const { t } = useTranslation("number-import");
  switch (state.step) {
    case "tracking":
      return (
        <InlineStack>
          <Button onClick={numbers.stop}>{t("progress.stop")}</Button>
        </InlineStack>
      );
    case "broken_off":
      return (
        <InlineStack>
          <Button
            variant="primary"
            onClick={() => numbers.goOn(state.rows, state.verdicts)}
          >
            {t("progress.goOn")}
          </Button>
        </InlineStack>
      );
    case "done":
      return (
        <InlineStack gap="200">
          <Button variant="primary" url="/app/shipments">
            {t("progress.show")}
          </Button>
          <Button onClick={numbers.again}>{t("another")}</Button>
        </InlineStack>
      );
  }
}
