import { useTranslation } from "react-i18next";
import type { SettingsAnswer } from "./settings-view.ts";
import { useAnswerToast } from "./use-answer-toast.ts";

/** How saving went. What is wrong with a field is said beside it, too. */
export function useSaveToasts(answer: SettingsAnswer | undefined) {
  const { t } = useTranslation("settings");
  const isError = { isError: true };
  useAnswerToast(answer, "saved", t("saved"));
  useAnswerToast(answer, "conflict", t("conflict"), isError);
  useAnswerToast(answer, "failed", t("failed.toast"), isError);
}
