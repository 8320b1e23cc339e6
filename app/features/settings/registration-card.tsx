import { Checkbox } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { LinkCard } from "./link-card.tsx";
import type { SettingsView } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";
import { useSettingText } from "./use-setting-text.ts";

type Props = { view: SettingsView; form: SettingsForm };

/** The switch, and in a few words the rules behind it. */
export function RegistrationCard({ view, form }: Props) {
  const { t } = useTranslation("settings");
  return (
    <LinkCard
      text={useRulesText(view)}
      button={t("registration.toRules")}
      url="/app/settings/automation"
    >
      <Checkbox
        label={t("registration.label")}
        helpText={t("registration.help")}
        name="automaticRegistration"
        checked={form.values.automaticRegistration}
        onChange={(automaticRegistration) =>
          form.change({ automaticRegistration })
        }
      />
    </LinkCard>
  );
}

function useRulesText({ settings }: SettingsView) {
  const { t } = useTranslation("settings");
  const { nameOf, valueOf } = useSettingText();
  const rules = (["companies", "countries", "tags"] as const)
    .filter((name) => settings[name].mode !== "all")
    .map((name) => `${nameOf(name)}: ${valueOf(name, settings[name])}`);
  if (settings.delayHours > 0)
    rules.push(
      `${nameOf("delayHours")}: ${valueOf("delayHours", settings.delayHours)}`,
    );
  return rules.length > 0 ? `${rules.join("; ")}.` : t("registration.noRules");
}
