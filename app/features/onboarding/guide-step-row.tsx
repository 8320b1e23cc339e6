import { Box, Collapsible, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon, MinusCircleIcon } from "@shopify/polaris-icons";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { GuideStep } from "./guide-progress.ts";
import type { StepState } from "./guide-view.ts";

const looks = {
  done: { source: CheckCircleIcon, tone: "success" },
  skipped: { source: MinusCircleIcon, tone: "subdued" },
} as const;

type Props = {
  step: GuideStep;
  state: StepState;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
};

/** A step's title, which opens and closes what is below it. */
export function GuideStepRow(props: Props) {
  const { step, state, isOpen, onToggle, children } = props;
  const { t } = useTranslation("onboarding");
  const id = useId();
  return (
    <>
      <button
        type="button"
        className="guide-step"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <InlineStack gap="300" blockAlign="center" wrap={false}>
          <Box>
            <StepMark state={state} />
          </Box>
          <Text as="span" variant="headingSm" alignment="start">
            {t(state === "open" ? `${step}.toDo` : `${step}.title`)}
          </Text>
        </InlineStack>
      </button>
      <Collapsible id={id} open={isOpen} transition={false}>
        <div className="guide-body">{children}</div>
      </Collapsible>
    </>
  );
}

function StepMark({ state }: { state: StepState }) {
  const { t } = useTranslation("onboarding");
  const label = t(`state.${state}`);
  return state === "open" ? (
    <span className="guide-open" role="img" aria-label={label} />
  ) : (
    <Icon {...looks[state]} accessibilityLabel={label} />
  );
}
