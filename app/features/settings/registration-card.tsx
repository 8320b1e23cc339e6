import { Card, Checkbox } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SettingsForm } from "./use-settings-form.ts";

export function RegistrationCard({ form }: { form: SettingsForm }) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <Checkbox
        label={t("registration.label")}
        helpText={t("registration.help")}
        name="automaticRegistration"
        checked={form.draft.automaticRegistration}
        onChange={(automaticRegistration) =>
          form.change({ automaticRegistration })
        }
      />
    </Card>
  );
}
