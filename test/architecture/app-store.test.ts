import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const page = readFileSync(path.join(root, "docs/app-store.md"), "utf8");
const sectionOf = (title: string) =>
  page.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
const rowsOf = (title: string) =>
  [...sectionOf(title).matchAll(/^\|(.+)\|$/gm)].map(([, row = ""]) =>
    row.split("|").map((cell) => cell.trim()),
  );

it("the listing's texts are no longer than Shopify's form takes", () => {
  const texts = rowsOf("Listing").filter(([, most]) =>
    /^\d+$/.test(most ?? ""),
  );
  expect(texts.map(([field]) => field)).toEqual([
    ...["name", "tagline", "introduction", "details"],
    ...Array<string>(5).fill("feature"),
  ]);
  for (const [field, most, text = ""] of texts) {
    expect(text.length, field).toBeLessThanOrEqual(Number(most));
    expect(text, field).not.toMatch(/shopify/i);
  }
});

it("the listing's pictures are there in the sizes that Shopify asks for, each with its alternative text", () => {
  const pictures = rowsOf("Listing").filter(([file]) => file?.startsWith("["));
  expect(pictures.length).toBeGreaterThanOrEqual(3);
  for (const [link = "", text = ""] of pictures) {
    const file = /\((.+)\)/.exec(link)?.[1] ?? "";
    expect(sizeOf(file), file).toEqual([1600, 900]);
    expect(text.length, file).toBeLessThanOrEqual(64);
    expect(text).not.toBe("");
  }
  expect(sizeOf("app-store/icon.png")).toEqual([1200, 1200]);
});

/** Width and height stand in a PNG's first chunk. */
function sizeOf(file: string) {
  const png = readFileSync(path.join(root, "docs", file));
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

it("the checklist says of each line where it is met, in files that are there, or that it is not yet", () => {
  const rows = rowsOf("Checklist").filter(
    ([rule]) => !/^(rule|complaint|-+)$/.test(rule ?? ""),
  );
  expect(rows.length).toBeGreaterThanOrEqual(20 + 13);
  for (const [rule, where = ""] of rows) {
    expect(where, rule).not.toBe("");
    for (const [, file = ""] of where.matchAll(
      /`((?:app|test|extensions)\/[^`]+)`/g,
    ))
      expect(existsSync(path.join(root, file)), `${rule}: ${file}`).toBe(true);
  }
});

it("the privacy policy discloses that tracking data goes to KeyDelivery in China", () => {
  expect(sectionOf("Privacy policy").replace(/\n> /g, " ")).toMatch(
    /KeyDelivery \(kd100\.com\), which processes them in China/,
  );
});
