import { createFormats, type Formats } from "./formats.ts";
import { remember } from "./remember.ts";
import { useLanguage } from "./use-language.ts";

const formatsOf = remember(createFormats);

/** Writes numbers, days and names as the merchant's language and country do. */
export function useFormats(): Formats {
  return formatsOf(useLanguage());
}
