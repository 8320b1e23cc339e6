import { readFileSync } from "node:fs";
import path from "node:path";
import { Liquid, Tag, type TagToken, type TopLevelToken } from "liquidjs";
import { z } from "zod";

export const extensionFolder = path.resolve(
  import.meta.dirname,
  "../../../extensions/tracking-page",
);
const read = (...names: string[]) =>
  readFileSync(path.join(extensionFolder, ...names), "utf8");

const schema = z.object({
  target: z.enum(["section", "body"]),
  stylesheet: z.string().optional(),
  javascript: z.string().optional(),
  settings: z.array(
    z.object({ id: z.string().optional(), default: z.unknown().optional() }),
  ),
});

/** A block's schema is data for the theme editor: it draws nothing. */
class SchemaTag extends Tag {
  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid) {
    super(token, rest, liquid);
    while (rest.length > 0)
      if (/endschema/.test(rest.shift()!.getText())) return;
    throw new Error("a schema has no end");
  }
  *render(): Generator<unknown, void, unknown> {}
}

/** The language's texts, with the keys that it lacks in English, as a theme has them. */
function textsOf(language: string): unknown {
  const file = language === "en" ? "en.default.json" : `${language}.json`;
  return JSON.parse(read("locales", file));
}

function translate(language: string, key: string): string {
  const found = key
    .split(".")
    .reduce<unknown>(
      (texts, name) => (texts as Record<string, unknown> | undefined)?.[name],
      textsOf(language),
    );
  if (typeof found !== "string") throw new Error(`no text for ${key}`);
  return found;
}

/** One of the extension's blocks as a theme draws it, with the files it asks for. */
export async function renderBlock(asked: {
  block: "tracking" | "tracking-link";
  language: string;
  settings?: Record<string, unknown>;
  /** Who is signed in. */
  customerId?: string | undefined;
}): Promise<string> {
  const { block, language, settings, customerId } = asked;
  const source = read("blocks", `${block}.liquid`);
  const told = schema.parse(
    JSON.parse(/{% schema %}([^]*){% endschema %}/.exec(source)?.[1] ?? ""),
  );
  const engine = new Liquid({ strictFilters: true });
  engine.registerTag("schema", SchemaTag);
  engine.registerFilter("t", (key: string) => translate(language, key));
  const defaults = Object.fromEntries(
    told.settings.flatMap((one) => (one.id ? [[one.id, one.default]] : [])),
  );
  const html = (await engine.parseAndRender(source, {
    request: { locale: { iso_code: language } },
    ...(customerId && { customer: { id: Number(customerId) } }),
    block: {
      id: "AbCdEf",
      shopify_attributes: "",
      settings: { ...defaults, ...settings },
    },
  })) as string;
  const style = told.stylesheet
    ? `<link rel="stylesheet" href="/assets/${told.stylesheet}">`
    : "";
  const script = told.javascript
    ? `<script src="/assets/${told.javascript}" defer></script>`
    : "";
  return `${style}${html}${script}`;
}

/** What a theme draws around a page. */
export const layout = (title: string, language: string, content: string) =>
  `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <style>
    body { margin: 0; font: 1rem/1.5 Georgia, serif; color: #23211d; background: #fdfbf7; }
    header, main, footer { padding: 1rem 1.25rem; }
    header a { color: inherit; margin-inline-end: 1rem; }
    button { color: inherit; }
  </style>
</head>
<body>
  <header><a href="/">Tote &amp; Co</a><a href="/pages/track">Track your order</a><a href="/pages/about">About</a></header>
  <main>${content}</main>
  <footer>© Tote &amp; Co</footer>
</body>
</html>`;

export const assetOf = (name: string) => read("assets", path.basename(name));
