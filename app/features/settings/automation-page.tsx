import { BlockStack, Card, Divider, Page } from "@shopify/polaris";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { longestDelayHours } from "#app/domain/automation.ts";
import type { AutomationView } from "./automation-view.ts";
import { LeftOutCard } from "./left-out-card.tsx";
import { NumberField } from "./number-field.tsx";
import { RuleCard } from "./rule-card.tsx";
import { SettingsSaveBar } from "./settings-save-bar.tsx";
import { AnnotatedSection } from "#app/components/annotated-section.tsx";
import { useAutomationForm } from "./use-automation-form.ts";
import { useCountryOptions } from "./use-country-options.ts";
import { useSaveToasts } from "./use-save-toasts.ts";

/** Which new parcels are tracked by themselves, and when. */
export function AutomationPage({ view }: { view: AutomationView }) {
  const { t } = useTranslation("settings");
  const form = useAutomationForm(view);
  useSaveToasts(form.saveAnswer);
  const companies = useMemo(
    () => view.companies.map((name) => ({ value: name, label: name })),
    [view.companies],
  );
  const countries = useCountryOptions();
  const rules = [
    { name: "companies", options: companies, isFree: true },
    { name: "countries", options: countries, isFree: false },
    { name: "tags", options: [], isFree: true },
  ] as const;
  return (
    <Page
      title={t("rules.title")}
      subtitle={t(view.isOn ? "rules.subtitle" : "rules.off")}
      backAction={{ content: t("title"), url: "/app/settings" }}
    >
      <SettingsSaveBar form={form} />
      <BlockStack gap="500">
        <LeftOutCard view={view} isDirty={form.dirty} />
        {rules.map(({ name, options, isFree }) => (
          <BlockStack gap="500" key={name}>
            <AnnotatedSection
              title={t(`rules.${name}.title`)}
              description={t(`rules.${name}.description`)}
            >
              <RuleCard
                name={name}
                form={form}
                options={[...options]}
                isFree={isFree}
              />
            </AnnotatedSection>
            <Divider />
          </BlockStack>
        ))}
        <AnnotatedSection
          title={t("delay.title")}
          description={t("delay.description")}
        >
          <Card>
            <NumberField
              name="delayHours"
              label={t("delay.label")}
              unit={t("delay.unit")}
              helpText={t("delay.help")}
              value={form.values.delayHours}
              least={0}
              most={longestDelayHours}
              error={form.errorOf("delayHours")}
              onChange={(delayHours) => form.change({ delayHours })}
            />
          </Card>
        </AnnotatedSection>
      </BlockStack>
    </Page>
  );
}
