import { createInstance } from "i18next";
import { useState, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import type { PageTexts } from "#app/texts/load-texts.ts";

type Props = { page: PageTexts; children: ReactNode };

/**
 * The texts of the pages inside, a namespace for each feature. One instance for each render: a server
 * that shared one would mix the languages of two requests.
 */
export function TextProvider({ page, children }: Props) {
  const [texts] = useState(() => createTexts(page));
  return <I18nextProvider i18n={texts}>{children}</I18nextProvider>;
}

function createTexts({ locale, texts, english }: PageTexts) {
  const instance = createInstance();
  void instance.init({
    // With its country: numbers and dates are written by it.
    lng: locale,
    resources: { ...(english && { en: english }), [locale]: texts },
    fallbackLng: english ? "en" : false,
    ns: Object.keys(texts),
    // At once, so that the first render has its texts.
    initAsync: false,
    // React escapes already.
    interpolation: { escapeValue: false },
  });
  return instance;
}
