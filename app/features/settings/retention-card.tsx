import { Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { fewestDaysKept } from "./check-changes.ts";
import { NumberField } from "./number-field.tsx";
import type { SettingsView } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";

type Props = { view: SettingsView; form: SettingsForm };

/** How long the raw messages of Shopify and KeyDelivery are kept. */
export function RetentionCard({ view, form }: Props) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <NumberField
        name="retentionDays"
        label={t("privacy.retention")}
        helpText={t("privacy.retentionHelp")}
        unit={t("unit.days")}
        value={form.values.retentionDays}
        least={fewestDaysKept(view.limits)}
        most={view.limits.retentionDays}
        error={form.errorOf("retentionDays")}
        onChange={(retentionDays) => form.change({ retentionDays })}
      />
    </Card>
  );
}
