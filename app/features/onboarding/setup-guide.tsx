import {
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useThemeBlock } from "#app/components/use-theme-block.ts";
import type { GuideStep } from "./guide-progress.ts";
import { GuideStepRow } from "./guide-step-row.tsx";
import { guideStepsOf, type GuideView } from "./guide-view.ts";
import { StepBody } from "./step-body.tsx";
import { useGuide } from "./use-guide.ts";

type Props = {
  view: GuideView;
  /** Counts and imports past shipments. */
  importInPlace: ReactNode;
};

/** What is worth setting up, each step done in its place. It can be put away, and found again below the page. */
export function SetupGuide({ view, importInPlace }: Props) {
  const { t } = useTranslation("onboarding");
  const guide = useGuide();
  const themeBlock = useThemeBlock();
  const steps = guideStepsOf(view, themeBlock);
  // Undefined: nobody chose; then the first that is open. Null: all are closed.
  const [chosen, setChosen] = useState<GuideStep | null>();
  const left = steps.filter(({ state }) => state === "open");
  // Not the theme's while it may turn out to be done: the page would jump.
  const next = left.find(
    ({ step }) => step !== "theme" || themeBlock !== "unknown",
  )?.step;
  const opened = chosen === undefined ? next : chosen;
  const count = steps.length;
  const done = count - left.length;
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="300">
        <InlineStack align="space-between" blockAlign="start" wrap={false}>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t(left.length > 0 ? "heading" : "allSet")}
            </Text>
            <Text as="p" tone="subdued">
              {t("progress", { done, count })}
            </Text>
          </BlockStack>
          <Button
            icon={XIcon}
            variant="tertiary"
            accessibilityLabel={t("dismiss")}
            disabled={guide.running}
            onClick={() => guide.submit({ intent: "dismiss_guide" })}
          />
        </InlineStack>
      </Box>
      <ol className="rows">
        {steps.map(({ step, state }) => (
          <li key={step}>
            <GuideStepRow
              step={step}
              state={state}
              isOpen={opened === step}
              onToggle={() => setChosen(opened === step ? null : step)}
            >
              <StepBody
                step={step}
                state={state}
                view={view}
                guide={guide}
                importInPlace={importInPlace}
                onSkip={() => {
                  setChosen(undefined);
                  guide.submit({ intent: "skip_step", step });
                }}
              />
            </GuideStepRow>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Brings the guide back. */
export function ShowGuide() {
  const { t } = useTranslation("onboarding");
  const guide = useGuide();
  return (
    <InlineStack align="center">
      <Button
        variant="plain"
        loading={guide.running}
        onClick={() => guide.submit({ intent: "show_guide" })}
      >
        {t("show")}
      </Button>
    </InlineStack>
  );
}
