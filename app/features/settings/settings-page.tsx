import { BlockStack, Divider, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PageTitle } from "#app/components/page-title.tsx";
import { AccountCard } from "./account-card.tsx";
import { DataExportsCard } from "./data-exports-card.tsx";
import { ImportLink } from "./import-link.tsx";
import { RegistrationCard } from "./registration-card.tsx";
import { SettingsNotice } from "./settings-notice.tsx";
import { SettingsSaveBar } from "./settings-save-bar.tsx";
import { SettingsSection } from "./settings-section.tsx";
import type { SettingsView } from "./settings-view.ts";
import { WriteBackCard } from "./write-back-card.tsx";
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
      <PageTitle title={t("title")} />
      <SettingsSaveBar form={form} />
      <BlockStack gap="500">
        <SettingsNotice answers={answers} />
        <SettingsSection
          title={t("account.heading")}
          description={t("account.description")}
        >
          <AccountCard view={view} form={form} disconnection={disconnection} />
        </SettingsSection>
        <Divider />
        <SettingsSection
          title={t("registration.heading")}
          description={t("registration.description")}
        >
          <RegistrationCard form={form} />
        </SettingsSection>
        <Divider />
        <SettingsSection
          title={t("writeBack.heading")}
          description={t("writeBack.description")}
        >
          <WriteBackCard view={view} form={form} />
        </SettingsSection>
        <Divider />
        <SettingsSection
          title={t("import.heading")}
          description={t("import.description")}
        >
          <ImportLink />
        </SettingsSection>
        <DataExports view={view} />
      </BlockStack>
    </Page>
  );
}

function DataExports({ view }: { view: SettingsView }) {
  const { t } = useTranslation("settings");
  if (view.dataExports.length === 0) return null;
  return (
    <>
      <Divider />
      <SettingsSection
        title={t("exports.heading")}
        description={t("exports.description")}
      >
        <DataExportsCard
          dataExports={view.dataExports}
          timeZone={view.timeZone}
        />
      </SettingsSection>
    </>
  );
}
