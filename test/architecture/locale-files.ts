import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Texts } from "#app/texts/gather.ts";
import type { Language } from "#app/texts/languages.ts";
import { namespaceOf } from "./asked-texts.ts";

export const appFolder = path.resolve(import.meta.dirname, "../../app");

const english = globSync("**/locales/en.json", { cwd: appFolder });

/** The folder of each namespace's locale files. */
export const localeFolders = new Map(
  english.map((file) => [
    namespaceOf(file),
    path.join(appFolder, path.dirname(file)),
  ]),
);

/** The texts of a namespace by their keys. Undefined where there is no such file. */
export function readTexts(
  namespace: string,
  language: Language,
): Map<string, string> | undefined {
  const folder = localeFolders.get(namespace);
  const file = path.join(folder ?? "", `${language}.json`);
  if (!existsSync(file)) return undefined;
  return new Map(textsOf(JSON.parse(readFileSync(file, "utf8")) as Texts));
}

const textsOf = (texts: Texts, prefix = ""): [string, string][] =>
  Object.entries(texts).flatMap(([name, value]): [string, string][] =>
    typeof value === "string"
      ? [[`${prefix}${name}`, value]]
      : textsOf(value, `${prefix}${name}.`),
  );

/** A plural is asked for by its stem. */
export const stemOf = (key: string) =>
  key.replace(/_(zero|one|two|few|many|other)$/, "");
