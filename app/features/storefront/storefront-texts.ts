import de from "./texts/de.json" with { type: "json" };
import en from "./texts/en.json" with { type: "json" };
import es from "./texts/es.json" with { type: "json" };
import fr from "./texts/fr.json" with { type: "json" };
import it from "./texts/it.json" with { type: "json" };
import ja from "./texts/ja.json" with { type: "json" };
import ko from "./texts/ko.json" with { type: "json" };
import nl from "./texts/nl.json" with { type: "json" };
import ptBR from "./texts/pt-BR.json" with { type: "json" };
import zhCN from "./texts/zh-CN.json" with { type: "json" };

export type StorefrontTexts = typeof en;

export const storefrontTexts: Record<string, StorefrontTexts> = {
  de,
  en,
  es,
  fr,
  it,
  ja,
  ko,
  nl,
  "pt-BR": ptBR,
  "zh-CN": zhCN,
};

/**
 * The language for a shopper: what the storefront says it is shown in, else the first that the browser asks for and
 * we have, else English.
 */
export function chooseLanguage(
  locale: string | null,
  acceptLanguage: string | null,
): string {
  const asked = [
    locale ?? [],
    (acceptLanguage ?? "")
      .slice(0, 500)
      .split(",")
      .map((part) => part.split(";")[0]?.trim() ?? ""),
  ].flat();
  for (const one of asked) {
    const found = nearest(one);
    if (found) return found;
  }
  return "en";
}

// "de-AT" is served by "de"; "zh-TW" by "zh-CN" rather than by English.
function nearest(asked: string) {
  const languages = Object.keys(storefrontTexts);
  const wanted = asked.toLowerCase();
  const base = wanted.split("-")[0];
  return (
    languages.find((one) => one.toLowerCase() === wanted) ??
    languages.find((one) => one.split("-")[0] === base)
  );
}
