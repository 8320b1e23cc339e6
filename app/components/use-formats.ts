import { useTranslation } from "react-i18next";
import { createFormats, type Formats } from "./formats.ts";

// Making them is slow; a page has one instance of i18next.
const known = new WeakMap<object, Formats>();

/** Writes numbers, days and names as the merchant's language and country do. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const formats = known.get(i18n) ?? createFormats(i18n.language);
  known.set(i18n, formats);
  return formats;
}
