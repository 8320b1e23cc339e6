import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SettingsAnswer, SettingsView } from "./settings-view.ts";

type Props = { view: SettingsView; answers: (SettingsAnswer | undefined)[] };

/** The one banner of the page: a failed attempt, else a save that was not checked, else the account's trouble. */
export function SettingsNotice({ view, answers }: Props) {
  const { t } = useTranslation("settings");
  const { kind, state } = view.account;
  if (answers.some((answer) => answer?.outcome === "failed"))
    return (
      <Banner tone="critical" title={t("failed.heading")}>
        {t("failed.text")}
      </Banner>
    );
  const saved = answers.find((answer) => answer?.outcome === "saved");
  if (saved?.check && saved.check !== "ok")
    return <Banner tone="warning">{t(`unchecked.${saved.check}`)}</Banner>;
  if (kind === "none" || state === "active") return null;
  return (
    <Banner
      tone={state === "invalid_credentials" ? "critical" : "warning"}
      title={t(`account.status.${state}`)}
    >
      {t(`account.trouble.${kind}.${state}`)}
    </Banner>
  );
}
