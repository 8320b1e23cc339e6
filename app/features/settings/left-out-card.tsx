import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RunningWork } from "#app/components/running-work.tsx";
import { useFormats } from "#app/components/use-formats.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
import type { AutomationView } from "./automation-view.ts";
import type { SettingsAnswer } from "./settings-view.ts";
import { useAnswerToast } from "./use-answer-toast.ts";

type Admissible = NonNullable<AutomationView["admissible"]>;
type Rules = ReturnType<typeof useRules>;

type Props = {
  view: Pick<AutomationView, "admissible" | "isApplying">;
  isDirty: boolean;
};

/** The offer to apply changed rules to parcels that were left out before, and how far that has come. */
export function LeftOutCard({ view, isDirty }: Props) {
  const { admissible, isApplying } = view;
  const rules = useRules();
  if (isApplying)
    return (
      <Applying left={admissible ?? { count: 0, more: false }} rules={rules} />
    );
  if (!admissible || admissible.count === 0 || isDirty) return null;
  return <Offer admissible={admissible} rules={rules} />;
}

function useRules() {
  const { t } = useTranslation("settings");
  const fetcher = useFetcher<SettingsAnswer>();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  useAnswerToast(answer, "applying", t("leftOut.started"));
  useAnswerToast(answer, "rules_stopped", t("leftOut.stopped"));
  useAnswerToast(answer, "failed", t("leftOut.failed"), { isError: true });
  return {
    running,
    submit: (intent: "apply_rules" | "stop_rules") =>
      void fetcher.submit(
        { intent },
        { method: "post", action: "/app/settings" },
      ),
  };
}

// Nothing happens without the click: it spends.
function Offer(props: { admissible: Admissible; rules: Rules }) {
  const { admissible, rules } = props;
  const { t } = useTranslation("settings");
  const { count } = useFormats();
  const counted = { count: admissible.count, parcels: count(admissible) };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("leftOut.heading", counted)}
        </Text>
        <Text as="p">{t("leftOut.text", counted)}</Text>
        <Box>
          <Button
            loading={rules.running}
            onClick={() => rules.submit("apply_rules")}
          >
            {t("leftOut.button", counted)}
          </Button>
        </Box>
      </BlockStack>
    </Card>
  );
}

function Applying({ left, rules }: { left: Admissible; rules: Rules }) {
  const { t } = useTranslation("settings");
  const { count } = useFormats();
  useRefresh(2_000);
  return (
    <Card>
      <RunningWork
        text={t("leftOut.running", { count: left.count, parcels: count(left) })}
        stop={t("leftOut.stop")}
        onStop={() => rules.submit("stop_rules")}
        isStopping={rules.running}
      />
    </Card>
  );
}
