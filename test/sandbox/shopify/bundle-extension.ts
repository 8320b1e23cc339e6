import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const folder = path.resolve(import.meta.dirname, "../../../extensions");

/**
 * An extension's module in one file, as Shopify CLI bundles it: nothing is fetched, nothing stays outside, and the
 * app's address stands where its variable is read.
 */
export async function bundleExtension(
  extension: string,
  module: string,
  appUrl = "https://app.example.com",
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, extension, "src", module)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.SHOPIFY_APP_URL": JSON.stringify(appUrl) },
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

export type ExtensionTexts = Record<string, unknown>;

/** The extension's texts in a language of the admin, as Shopify picks them. */
export function extensionTexts(
  extension: string,
  locale: string,
): ExtensionTexts {
  const read = (name: string) =>
    JSON.parse(
      readFileSync(path.join(folder, extension, "locales", name), "utf8"),
    ) as ExtensionTexts;
  for (const name of [locale, locale.split("-")[0] ?? ""])
    try {
      return read(`${name}.json`);
    } catch {
      // Shopify, too, falls back to the default.
    }
  return read("en.default.json");
}
