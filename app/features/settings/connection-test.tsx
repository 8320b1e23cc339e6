import { Box, Button, Icon, InlineStack, Text } from "@shopify/polaris";
import { AlertTriangleIcon, CheckCircleIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { CheckResult } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";

/** Asks KeyDelivery with the typed credentials, or with the stored ones when nothing is typed. */
export function ConnectionTest({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("settings");
  const { testing, testAnswer } = form;
  return (
    <InlineStack gap="300" blockAlign="center">
      <Button onClick={form.test} loading={testing} disabled={form.saving}>
        {t("test.button")}
      </Button>
      <div role="status">
        {testing && (
          <Text as="span" tone="subdued">
            {t("test.running")}
          </Text>
        )}
        {testAnswer?.outcome === "tested" && (
          <TestResult check={testAnswer.check} />
        )}
      </div>
    </InlineStack>
  );
}

function TestResult({ check }: { check: CheckResult }) {
  const { t } = useTranslation("settings");
  const ok = check === "ok";
  return (
    <InlineStack gap="100" blockAlign="center" wrap={false}>
      <Box>
        <Icon
          source={ok ? CheckCircleIcon : AlertTriangleIcon}
          tone={ok ? "success" : "warning"}
        />
      </Box>
      <Text as="span" tone={ok ? "success" : "caution"}>
        {t(`test.${check}`)}
      </Text>
    </InlineStack>
  );
}
