import type { Namespaces, Texts } from "./gather.ts";
import { languageOf, type Language } from "./languages.ts";
import { loadTexts, type PageTexts } from "./load-texts.ts";

type Found = Omit<PageTexts, "locale">;

const found = new Map<Language, Promise<Found>>();

/** For the server, which has every language: adds English where a text would be missing. Each is looked through once. */
export async function findPageTexts(locale: string): Promise<PageTexts> {
  const language = languageOf(locale) ?? "en";
  const known = found.get(language) ?? find(language);
  found.set(language, known);
  return { locale, ...(await known) };
}

async function find(language: Language): Promise<Found> {
  const [texts, english] = await Promise.all([
    loadTexts(language),
    loadTexts("en"),
  ]);
  return { texts, english: isWhole(texts, english) ? undefined : english };
}

function isWhole(texts: Namespaces, english: Namespaces) {
  const known = new Set(stemsOf(texts));
  return stemsOf(english).every((stem) => known.has(stem));
}

// Languages differ in their plurals.
const stemsOf = (texts: Texts, prefix = ""): string[] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string"
      ? `${prefix}${name.replace(/_(zero|one|two|few|many|other)$/, "")}`
      : stemsOf(value, `${prefix}${name}.`),
  );
