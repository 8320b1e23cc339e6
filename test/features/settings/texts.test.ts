import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import frame from "#app/components/locales/en.json" with { type: "json" };
import settings from "#app/features/settings/locales/en.json" with { type: "json" };
import shipments from "#app/features/shipments/locales/en.json" with { type: "json" };

const root = path.resolve(import.meta.dirname, "../../../app");
const resources: Record<string, object> = { frame, settings, shipments };

const keysOf = (texts: object, prefix = ""): string[] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "object"
      ? keysOf(value as object, `${prefix}${name}.`)
      : // A plural is asked for by its stem.
        [
          `${prefix}${name}`,
          `${prefix}${name}`.replace(/_(zero|one|other)$/, ""),
        ],
  );
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// t("a.b") and t(`a.${x}.b`), also in t(condition ? "a" : "b").
const calls = /\bt\(\s*([^()]*?["'`][^()]*?)[,)]/gs;
const literals = /"([\w.]+)"|`((?:[\w.]|\$\{[^}]*\})+)`/g;

function askedIn(file: string) {
  const source = readFileSync(file, "utf8");
  const namespace = /useTranslation\("(\w+)"\)/.exec(source)?.[1];
  if (!namespace) return [];
  return [...source.matchAll(calls)].flatMap(([, argument = ""]) =>
    [...argument.matchAll(literals)]
      .map(([, plain, pattern]) => plain ?? pattern ?? "")
      .map((key) => ({ namespace, key })),
  );
}

const files = [
  "components",
  "features/settings",
  "features/shipments",
  "routes",
]
  .map((folder) => path.join(root, folder))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.join(folder, name)),
  );

it("is there for every key that a page asks for", () => {
  const missing: string[] = [];
  let asked = 0;
  for (const file of files)
    for (const { namespace, key } of askedIn(file)) {
      asked += 1;
      const pattern = key
        .split(/\$\{[^}]*\}/)
        .map(escape)
        .join("[\\w.]+");
      const known = keysOf(resources[namespace] ?? {});
      if (!known.some((one) => new RegExp(`^${pattern}$`).test(one)))
        missing.push(`${path.basename(file)}: ${key}`);
    }
  expect(asked).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});
