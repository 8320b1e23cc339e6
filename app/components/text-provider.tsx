import { createInstance, type Resource } from "i18next";
import { useState, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";

type Props = { language: string; resources: Resource; children: ReactNode };

/**
 * The texts of the pages inside, a namespace for each feature. One instance for each render: a server
 * that shared one would mix the languages of two requests.
 */
export function TextProvider({ language, resources, children }: Props) {
  const [texts] = useState(() => createTexts(language, resources));
  return <I18nextProvider i18n={texts}>{children}</I18nextProvider>;
}

function createTexts(language: string, resources: Resource) {
  const texts = createInstance();
  void texts.init({
    lng: language,
    fallbackLng: "en",
    resources,
    ns: Object.keys(resources.en ?? {}),
    // At once, so that the first render has its texts.
    initAsync: false,
    // React escapes already.
    interpolation: { escapeValue: false },
  });
  return texts;
}
