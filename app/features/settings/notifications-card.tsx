import { BlockStack, Card, Checkbox } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { NumberField } from "./number-field.tsx";
import { fewestStalledDays, mostStalledDays } from "./setting-values.ts";
import type { SettingsForm } from "./use-settings-form.ts";

/** What the staff are told on the app's home page. */
export function NotificationsCard({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <BlockStack gap="400">
        <Checkbox
          label={t("notifications.digest")}
          helpText={t("notifications.digestHelp")}
          name="digest"
          checked={form.values.digest}
          onChange={(digest) => form.change({ digest })}
        />
        <NumberField
          name="stalledDays"
          label={t("notifications.stalled")}
          helpText={t("notifications.stalledHelp")}
          unit={t("unit.days")}
          value={form.values.stalledDays}
          least={fewestStalledDays}
          most={mostStalledDays}
          error={form.errorOf("stalledDays")}
          onChange={(stalledDays) => form.change({ stalledDays })}
        />
      </BlockStack>
    </Card>
  );
}
