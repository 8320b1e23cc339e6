import { BlockStack, Card, Checkbox } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { GrantPermission } from "#app/components/grant-permission.tsx";
import type { SettingsView } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";

type Props = { view: SettingsView; form: SettingsForm };

export function WriteBackCard({ view, form }: Props) {
  const { t } = useTranslation("settings");
  const { writeBack } = form.values;
  return (
    <Card>
      <BlockStack gap="300">
        <Checkbox
          label={t("writeBack.label")}
          helpText={t("writeBack.help")}
          name="writeBack"
          checked={writeBack}
          onChange={(checked) => form.change({ writeBack: checked })}
        />
        {writeBack && !view.mayWriteBack && (
          <GrantPermission text={t("writeBack.permission")} />
        )}
      </BlockStack>
    </Card>
  );
}
