import { useState, type ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { createTexts } from "#app/texts/create-texts.ts";
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
