import { useContext } from "react";
import { I18nContext } from "react-i18next";

/** The page's language, with its country. A list asks for it in every row, where `useTranslation` is much to ask for. */
export function useLanguage(): string {
  const texts = useContext(I18nContext);
  if (!texts) throw new Error("there is no language outside of TextProvider");
  return texts.i18n.language;
}
