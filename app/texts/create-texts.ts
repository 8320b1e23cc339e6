import { createInstance, type i18n } from "i18next";
import type { PageTexts } from "./load-texts.ts";

/** Writes in one language: one for each page, and for each file that the server writes. */
export function createTexts({ locale, texts, english }: PageTexts): i18n {
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
