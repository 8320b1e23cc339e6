import { z } from "zod";
import { languageOf } from "./languages.ts";

const localeSchema = z
  .string()
  .max(35)
  .transform((text, context) => {
    try {
      const { language, script, region } = new Intl.Locale(text);
      return new Intl.Locale(language, { script, region });
    } catch {
      context.addIssue({ code: "custom", message: "no locale" });
      return z.NEVER;
    }
  });

/**
 * The locale in which a page is written: Shopify puts the merchant's on every address it opens in the
 * admin. Outside the admin the browser says what it likes to read.
 */
export function chooseLocale(request: Request): string {
  const asked = new URL(request.url).searchParams.get("locale");
  const accepted = request.headers.get("accept-language")?.slice(0, 500) ?? "";
  const wanted = asked === null ? accepted.split(",") : [asked];
  const found = wanted.map((one) => ours(one.split(";")[0]?.trim()));
  return found.find((one) => one !== undefined) ?? "en";
}

/** The country stays, for its dates and numbers; not where the language is written in another script. */
function ours(asked: string | undefined): string | undefined {
  const locale = localeSchema.safeParse(asked).data;
  const language = locale && languageOf(locale.baseName);
  if (!language) return undefined;
  const isSameScript =
    locale.maximize().script === new Intl.Locale(language).maximize().script;
  return isSameScript ? locale.baseName : language;
}
