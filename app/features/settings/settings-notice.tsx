import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SettingsAnswer } from "./settings-view.ts";

type Props = { answers: (SettingsAnswer | undefined)[] };

/** How the last attempt went, where that needs words. The account's trouble has its banner above every page. */
export function SettingsNotice({ answers }: Props) {
  const { t } = useTranslation("settings");
  if (answers.some((answer) => answer?.outcome === "failed"))
    return (
      <Banner tone="critical" title={t("failed.heading")}>
        {t("failed.text")}
      </Banner>
    );
  const saved = answers.find((answer) => answer?.outcome === "saved");
  if (saved?.check && saved.check !== "ok")
    return <Banner tone="warning">{t(`unchecked.${saved.check}`)}</Banner>;
  return null;
}
