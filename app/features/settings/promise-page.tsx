import { BlockStack, Card, Divider, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { mostPromisedDays } from "#app/domain/promise-days.ts";
import { CountryPicker } from "./country-picker.tsx";
import { NumberField } from "./number-field.tsx";
import { PromiseRows } from "./promise-rows.tsx";
import type { PromiseView } from "./promise-view.ts";
import { SettingsSaveBar } from "./settings-save-bar.tsx";
import { AnnotatedSection } from "#app/components/annotated-section.tsx";
import { usePromiseForm } from "./use-promise-form.ts";
import { useSaveToasts } from "./use-save-toasts.ts";

/** In how many days the shop promises to deliver, by destination. */
export function PromisePage({ view }: { view: PromiseView }) {
  const { t } = useTranslation("settings");
  const form = usePromiseForm(view);
  useSaveToasts(form.saveAnswer);
  return (
    <Page
      title={t("promise.title")}
      subtitle={t("promise.subtitle")}
      backAction={{ content: t("title"), url: "/app/settings" }}
    >
      <SettingsSaveBar form={form} />
      <BlockStack gap="500">
        <AnnotatedSection
          title={t("promise.default.title")}
          description={t("promise.default.description")}
        >
          <Card>
            <NumberField
              name="promiseDays.default"
              label={t("promise.default.label")}
              unit={t("unit.days")}
              placeholder={t("promise.none")}
              value={form.promise.default}
              least={1}
              most={mostPromisedDays}
              error={
                form.errorOf("promiseDays.default") ??
                form.errorOf("promiseDays")
              }
              onChange={form.setDefault}
            />
          </Card>
        </AnnotatedSection>
        <Divider />
        <AnnotatedSection
          title={t("promise.countries.title")}
          description={t("promise.countries.description")}
        >
          <Card>
            <BlockStack gap="400">
              <PromiseRows form={form} />
              <CountryPicker
                taken={Object.keys(form.promise.countries)}
                onPick={(code) =>
                  form.setCountry(code, form.promise.default || "")
                }
              />
            </BlockStack>
          </Card>
        </AnnotatedSection>
      </BlockStack>
    </Page>
  );
}
