import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import shipments from "#app/features/shipments/locales/en.json" with { type: "json" };

const root = path.resolve(import.meta.dirname, "../../extensions");
const folders = readdirSync(root)
  .map((name) => path.join(root, name, "locales"))
  .filter((folder) => {
    try {
      return readdirSync(folder).length > 0;
    } catch {
      return false;
    }
  });

const read = (folder: string, name: string) =>
  JSON.parse(readFileSync(path.join(folder, name), "utf8")) as object;
const textsOf = (texts: object, prefix = ""): [string, string][] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string"
      ? [[`${prefix}${name}`, value] as [string, string]]
      : textsOf(value as object, `${prefix}${name}.`),
  );
const placeholders = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort();

const files = folders.flatMap((folder) =>
  readdirSync(folder).map((name) => ({
    folder,
    name,
    of: path.basename(path.dirname(folder)),
    // "de.schema.json" is compared with "en.default.schema.json".
    english: name.endsWith(".schema.json")
      ? "en.default.schema.json"
      : "en.default.json",
  })),
);

describe("the texts of the extensions", () => {
  it.each(files)("are all there in $of/$name", ({ folder, name, english }) => {
    const own = new Map(textsOf(read(folder, name)));
    const wanted = textsOf(read(folder, english));
    expect([...own.keys()]).toEqual(wanted.map(([key]) => key));
    for (const [key, text] of wanted) {
      expect(own.get(key), key).not.toBe("");
      expect(placeholders(own.get(key) ?? ""), key).toEqual(placeholders(text));
    }
  });

  it("name every state that the app's own pages name", () => {
    const { state } = read(
      path.join(root, "order-block/locales"),
      "en.default.json",
    ) as { state: object };
    expect(Object.keys(state).sort()).toEqual(
      Object.keys(shipments.state).sort(),
    );
  });
});
