import { TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AccountCard } from "./account-card.tsx";
import { DataExportsCard } from "./data-exports-card.tsx";
import { RegistrationCard } from "./registration-card.tsx";
import { SettingsNotice } from "./settings-notice.tsx";
import { SettingsSaveBar } from "./settings-save-bar.tsx";
import type { SettingsView } from "./settings-view.ts";
import { useAnswerToast } from "./use-answer-toast.ts";
import { useDisconnect } from "./use-disconnect.ts";
import { useSettingsForm } from "./use-settings-form.ts";

export function SettingsPage({ view }: { view: SettingsView }) {
  const { t } = useTranslation("settings");
  const form = useSettingsForm(view);
  const disconnection = useDisconnect();
  useAnswerToast(form.saveAnswer, "saved", t("saved"));
  useAnswerToast(disconnection.answer, "disconnected", t("disconnect.done"));
  const answers = [form.saveAnswer, form.testAnswer, disconnection.answer];
  return (
    <Page>
      <TitleBar title={t("title")} />
      <SettingsSaveBar form={form} />
      <BlockStack gap="400">
        <SettingsNotice view={view} answers={answers} />
        <SettingsSections
          view={view}
          form={form}
          disconnection={disconnection}
        />
      </BlockStack>
    </Page>
  );
}

type SectionsProps = {
  view: SettingsView;
  form: ReturnType<typeof useSettingsForm>;
  disconnection: ReturnType<typeof useDisconnect>;
};

function SettingsSections({ view, form, disconnection }: SectionsProps) {
  const { t } = useTranslation("settings");
  return (
    <Layout>
      <Layout.AnnotatedSection
        title={t("account.heading")}
        description={t("account.description")}
      >
        <AccountCard
          view={view}
          form={form}
          disconnecting={disconnection.running}
          onDisconnect={disconnection.disconnect}
        />
      </Layout.AnnotatedSection>
      <Layout.AnnotatedSection
        title={t("registration.heading")}
        description={t("registration.description")}
      >
        <RegistrationCard form={form} />
      </Layout.AnnotatedSection>
      {view.dataExports.length > 0 && (
        <Layout.AnnotatedSection
          title={t("exports.heading")}
          description={t("exports.description")}
        >
          <DataExportsCard
            dataExports={view.dataExports}
            timeZone={view.timeZone}
          />
        </Layout.AnnotatedSection>
      )}
    </Layout>
  );
}
