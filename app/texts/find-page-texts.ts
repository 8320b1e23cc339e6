import type { Namespaces, Texts } from "./gather.ts";
import { loadTexts, type PageTexts } from "./load-texts.ts";

/** For the server, which has every language: adds English where a text would be missing. */
export async function findPageTexts(locale: string): Promise<PageTexts> {
  const [texts, english] = await Promise.all([
    loadTexts(locale),
    loadTexts("en"),
  ]);
  return {
    locale,
    texts,
    english: isWhole(texts, english) ? undefined : english,
  };
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
