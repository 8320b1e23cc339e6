import { useRouteLoaderData } from "@remix-run/react";
import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FrameData } from "#app/components/frame-data.ts";
import { SettingsTrouble } from "#app/components/trouble-banner.tsx";
import type { SettingsAnswer } from "./settings-view.ts";

type Props = { answers: (SettingsAnswer | undefined)[] };

/** The one banner of the page: a failed attempt, else credentials that were not checked, else the account's trouble. */
export function SettingsNotice({ answers }: Props) {
  const { t } = useTranslation("settings");
  const frame = useRouteLoaderData<FrameData>("routes/app");
  if (answers.some((answer) => answer?.outcome === "failed"))
    return (
      <Banner tone="critical" title={t("failed.heading")}>
        {t("failed.text")}
      </Banner>
    );
  if (answers.some((answer) => answer?.outcome === "not_checked"))
    return <Banner tone="warning">{t("unchecked.too_many")}</Banner>;
  const saved = answers.find((answer) => answer?.outcome === "saved");
  if (saved?.check && saved.check !== "ok")
    return <Banner tone="warning">{t(`unchecked.${saved.check}`)}</Banner>;
  return <SettingsTrouble trouble={frame?.trouble ?? null} />;
}
