import { gather, type Namespaces } from "./gather.ts";
import { languageOf, type Language } from "./languages.ts";

/** What a page is written with. */
export type PageTexts = {
  locale: string;
  texts: Namespaces;
  /** Only while something is not translated yet. */
  english: Namespaces | undefined;
};

type Files = Parameters<typeof gather>[0];

// Each is a chunk of its own, so that a browser gets one language.
const modules: Record<Language, () => Promise<Files>> = {
  en: () => import("./en.ts"),
  de: () => import("./de.ts"),
  fr: () => import("./fr.ts"),
  es: () => import("./es.ts"),
  ja: () => import("./ja.ts"),
  "zh-CN": () => import("./zh-CN.ts"),
};

export async function loadTexts(locale: string): Promise<Namespaces> {
  return gather(await modules[languageOf(locale) ?? "en"]());
}
