import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { AutomationView } from "./automation-view.ts";
import type { SettingsAnswer } from "./settings-view.ts";
import { useAnswerToast } from "./use-answer-toast.ts";

type Props = { admissible: AutomationView["admissible"]; isDirty: boolean };

/** The offer to apply changed rules to parcels that were left out before. Nothing happens without the click. */
export function LeftOutCard({ admissible, isDirty }: Props) {
  const { t } = useTranslation("settings");
  const { count } = useFormats();
  const fetcher = useFetcher<SettingsAnswer>();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  useAnswerToast(answer, "applying", t("leftOut.started"));
  useAnswerToast(answer, "failed", t("leftOut.failed"), { isError: true });
  if (!admissible || admissible.count === 0 || isDirty) return null;
  const parcels = count(admissible);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("leftOut.heading", { count: admissible.count, parcels })}
        </Text>
        <Text as="p">
          {t("leftOut.text", { count: admissible.count, parcels })}
        </Text>
        <Box>
          <Button
            loading={running}
            onClick={() =>
              void fetcher.submit(
                { intent: "apply_rules" },
                { method: "post", action: "/app/settings" },
              )
            }
          >
            {t("leftOut.button", { count: admissible.count, parcels })}
          </Button>
        </Box>
      </BlockStack>
    </Card>
  );
}
