import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { languages, type Language } from "#app/texts/languages.ts";
import { askedTexts } from "./asked-texts.ts";
import {
  appFolder,
  localeFolders,
  readTexts,
  repeatedKeys,
  stemOf,
} from "./locale-files.ts";
import { writtenTexts } from "./written-texts.ts";

const sources = globSync("**/*.{ts,tsx}", { cwd: appFolder }).map((file) => ({
  file,
  source: readFileSync(path.join(appFolder, file), "utf8"),
}));
const asked = sources.flatMap(({ file, source }) => askedTexts(file, source));

describe("the texts that pages ask for", () => {
  it("are all there", () => {
    const known = new Map(
      [...localeFolders.keys()].map((namespace) => {
        const keys = [...(readTexts(namespace, "en")?.keys() ?? [])];
        return [namespace, [...keys, ...keys.map(stemOf)]];
      }),
    );
    const missing = asked.filter(({ namespace, parts }) => {
      const pattern = new RegExp(`^${parts.map(escape).join("[\\w.]+")}$`);
      return !known.get(namespace)?.some((key) => pattern.test(key));
    });
    expect(asked.length).toBeGreaterThan(100);
    expect(
      missing.map(
        ({ file, namespace, parts }) =>
          `${file}: ${namespace}:${parts.join("${…}")}`,
      ),
    ).toEqual([]);
  });
});

it("words that a person reads are in a locale file, not in the markup", () => {
  const written = sources
    .filter(({ file }) => file.endsWith(".tsx"))
    .flatMap(({ file, source }) => writtenTexts(file, source));
  expect(written).toEqual([]);
});

describe.each([...localeFolders.keys()])("the files of %s", (namespace) => {
  it("have each key once", () => {
    const repeated = languages.flatMap((one) => repeatedKeys(namespace, one));
    expect(repeated).toEqual([]);
  });
});

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// As in English, because the language says it so. Anything else that is left in English is forgotten.
const sameAsInEnglish: Record<Language, string[]> = {
  en: [],
  de: ["Status", "Problem"],
  fr: ["Destination", "Notifications"],
  es: [],
  ja: [],
  "zh-CN": [],
};
const names = ["KeyDelivery", "CSV", "Shopify", "API"];

const cases = [...localeFolders.keys()].flatMap((namespace) =>
  languages.map((language) => ({ namespace, language })),
);

describe.each(cases)("$namespace in $language", ({ namespace, language }) => {
  const english = readTexts(namespace, "en") ?? new Map<string, string>();
  const texts = readTexts(namespace, language) ?? new Map<string, string>();

  it("has a text for every key, and for each number where it counts", () => {
    const wanted = expectedKeys(english, language);
    const found = [...texts.keys()];
    expect(wanted.filter((key) => !found.includes(key))).toEqual([]);
    expect(found.filter((key) => !wanted.includes(key))).toEqual([]);
  });

  it("leaves no text empty", () => {
    expect(keysWhere(texts, (text) => text.trim() === "")).toEqual([]);
  });

  it("puts in what English puts in", () => {
    const wanted = marksByStem(english);
    const found = marksByStem(texts);
    const known = [...found.keys()].filter((stem) => wanted.has(stem));
    expect(known.map((stem) => [stem, found.get(stem)])).toEqual(
      known.map((stem) => [stem, wanted.get(stem)]),
    );
  });

  it.runIf(language !== "en")("leaves no text in English", () => {
    const fine = [...names, ...sameAsInEnglish[language]];
    const isForgotten = (text: string, key: string) =>
      text === english.get(key) && !fine.includes(text) && hasWords(text);
    expect(keysWhere(texts, isForgotten)).toEqual([]);
  });
});

const keysWhere = (
  texts: Map<string, string>,
  test: (text: string, key: string) => boolean,
) => [...texts].filter(([key, text]) => test(text, key)).map(([key]) => key);

const hasWords = (text: string) =>
  /\p{L}{2}/u.test(text.replace(/\{\{.*?\}\}/g, ""));

/** The keys of English, with the plurals of another language. "_zero" is i18next's own, for any language. */
function expectedKeys(english: Map<string, string>, language: Language) {
  const categories = new Intl.PluralRules(language).resolvedOptions()
    .pluralCategories;
  const keys = [...english.keys()].flatMap((key) => {
    const stem = stemOf(key);
    const isPlural = stem !== key && english.has(`${stem}_other`);
    if (!isPlural || key.endsWith("_zero")) return [key];
    return categories.map((category) => `${stem}_${category}`);
  });
  return [...new Set(keys)];
}

/** {{placeholders}} and <tags> of each text; of a plural, those of all its forms together. */
function marksByStem(texts: Map<string, string>) {
  const marks = new Map<string, string[]>();
  for (const [key, text] of texts) {
    const found = text.match(/\{\{.*?\}\}|<\/?\w+\/?>/g) ?? [];
    const known = marks.get(stemOf(key)) ?? [];
    marks.set(stemOf(key), [...new Set([...known, ...found])].toSorted());
  }
  return marks;
}
