import { useTranslation } from "react-i18next";
import { createFormats, type Formats } from "./formats.ts";
import { remember } from "./remember.ts";

// By language: what useTranslation gives is another object each time.
const formatsOf = remember(createFormats);

/** Writes numbers, days and names as the merchant's language and country do. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsOf(i18n.language);
}
