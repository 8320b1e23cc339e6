/** What the pages are written in; the first is what everyone else reads. */
export const languages = ["en", "de", "fr", "es", "ja", "zh-CN"] as const;

export type Language = (typeof languages)[number];

/** The one of our languages that a locale such as "de-AT" reads. Undefined where we have none. */
export function languageOf(locale: string): Language | undefined {
  const wanted = new Intl.Locale(locale).language;
  return languages.find((one) => new Intl.Locale(one).language === wanted);
}
