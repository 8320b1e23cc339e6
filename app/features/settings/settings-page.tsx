import { BlockStack, Divider, Page } from "@shopify/polaris";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageTitle } from "#app/components/page-title.tsx";
import { AccountCard } from "./account-card.tsx";
import { DataExportsCard } from "./data-exports-card.tsx";
import { ImportLink } from "./import-link.tsx";
import { LinkCard } from "./link-card.tsx";
import { NotificationsCard } from "./notifications-card.tsx";
import { OrderStatusCard } from "./order-status-card.tsx";
import { PhoneCard } from "./phone-card.tsx";
import { RegistrationCard } from "./registration-card.tsx";
import { RetentionCard } from "./retention-card.tsx";
import { SettingsNotice } from "./settings-notice.tsx";
import { SettingsSaveBar } from "./settings-save-bar.tsx";
import { AnnotatedSection } from "#app/components/annotated-section.tsx";
import type { SettingsView } from "./settings-view.ts";
import { TrackingPageCard } from "./tracking-page-card.tsx";
import { WriteBackCard } from "./write-back-card.tsx";
import { useAnswerToast } from "./use-answer-toast.ts";
import { useDisconnect } from "./use-disconnect.ts";
import { useSettingText } from "./use-setting-text.ts";
import { useSettingsForm } from "./use-settings-form.ts";

export function SettingsPage({ view }: { view: SettingsView }) {
  const { t } = useTranslation("settings");
  const form = useSettingsForm(view);
  const disconnection = useDisconnect();
  useAnswerToast(form.saveAnswer, "saved", t("saved"));
  useAnswerToast(form.saveAnswer, "conflict", t("conflict"), { isError: true });
  useAnswerToast(disconnection.answer, "disconnected", t("disconnect.done"));
  const answers = [form.saveAnswer, form.testAnswer, disconnection.answer];
  const sections: Record<string, ReactNode> = {
    account: (
      <AccountCard view={view} form={form} disconnection={disconnection} />
    ),
    registration: <RegistrationCard view={view} form={form} />,
    writeBack: <WriteBackCard view={view} form={form} />,
    trackingPage: <TrackingPageCard view={view} form={form} />,
    orderStatus: <OrderStatusCard view={view} />,
    promise: <PromiseCard view={view} />,
    notifications: <NotificationsCard form={form} />,
    import: <ImportLink />,
    privacy: (
      <BlockStack gap="400">
        <PhoneCard view={view} form={form} />
        <RetentionCard view={view} form={form} />
      </BlockStack>
    ),
    ...(view.dataExports.length > 0 && {
      exports: (
        <DataExportsCard
          dataExports={view.dataExports}
          timeZone={view.timeZone}
        />
      ),
    }),
    changes: (
      <LinkCard
        text={t("changes.subtitle")}
        button={t("changes.show")}
        url="/app/settings/changes"
      />
    ),
    data: (
      <LinkCard
        text={t("data.text")}
        button={t("data.button")}
        url="/app/settings/data"
      />
    ),
  };
  return (
    <Page>
      <PageTitle title={t("title")} />
      <SettingsSaveBar form={form} />
      <BlockStack gap="500">
        <SettingsNotice answers={answers} />
        {Object.entries(sections).map(([name, card], at) => (
          <Fragment key={name}>
            {at > 0 && <Divider />}
            <AnnotatedSection
              title={t(`${name}.heading`)}
              description={t(`${name}.description`)}
            >
              {card}
            </AnnotatedSection>
          </Fragment>
        ))}
      </BlockStack>
    </Page>
  );
}

function PromiseCard({ view }: { view: SettingsView }) {
  const { t } = useTranslation("settings");
  const { valueOf } = useSettingText();
  const { promiseDays } = view.settings;
  const isNothing =
    promiseDays.default === null &&
    Object.keys(promiseDays.countries).length === 0;
  return (
    <LinkCard
      text={
        isNothing ? t("promise.nothing") : valueOf("promiseDays", promiseDays)
      }
      button={t("promise.edit")}
      url="/app/settings/promise"
    />
  );
}
