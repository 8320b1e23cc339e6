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

const read = (namespace: string, language: Language) => {
  const folder = localeFolders.get(namespace) ?? "";
  const file = path.join(folder, `${language}.json`);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
};

/** The texts of a namespace by their keys. Undefined where there is no such file. */
export function readTexts(
  namespace: string,
  language: Language,
): Map<string, string> | undefined {
  const json = read(namespace, language);
  return json === undefined
    ? undefined
    : new Map(textsOf(JSON.parse(json) as Texts));
}

/** Of a key that is there twice JSON keeps the last, silently. */
export function repeatedKeys(namespace: string, language: Language): string[] {
  const open: Set<string>[] = [];
  const repeated: string[] = [];
  const json = read(namespace, language) ?? "";
  for (const [token, key] of json.matchAll(
    /("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g,
  )) {
    if (token === "{") open.push(new Set());
    if (token === "}") open.pop();
    if (!key) continue;
    if (open.at(-1)?.has(key)) repeated.push(key);
    open.at(-1)?.add(key);
  }
  return repeated;
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
