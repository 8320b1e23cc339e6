import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readNumberFile } from "#app/features/number-import/read-number-file.ts";
import { languages } from "#app/texts/languages.ts";

const rowsOf = (text: string) => {
  const read = readNumberFile(text);
  return "rows" in read ? read.rows : read.refusal;
};

describe("a file of numbers", () => {
  it.each([
    ["Order,Tracking number,Carrier", ","],
    ["order name;TRACKING  NUMBER;Shipping company", ";"],
    ["Order No.\tTracking #\tnumber\tCourier", "\t"],
  ])("is read by its headings: %s", (headings, mark) => {
    const cells = headings.split(mark).map((heading) => {
      if (/^order/i.test(heading)) return "#1001";
      return /carr|comp|cour/i.test(heading) ? "Velo, Kurier" : "N1";
    });
    const line = cells
      .map((cell) => (cell.includes(mark) ? `"${cell}"` : cell))
      .join(mark);
    expect(rowsOf(`\uFEFF${headings}\r\n${line}\r\n\r\n`)).toEqual([
      { line: 2, order: "#1001", number: "N1", company: "Velo, Kurier" },
    ]);
  });

  it("needs no carrier, and no order of columns", () => {
    expect(rowsOf("Tracking code,Name\nN1,#1\nN2,#2\n")).toEqual([
      { line: 2, order: "#1", number: "N1", company: "" },
      { line: 3, order: "#2", number: "N2", company: "" },
    ]);
  });

  it.each(languages)("may be our own export, in %s", (locale) => {
    const file = `../../../app/features/shipments/locales/${locale}.json`;
    const texts = JSON.parse(
      readFileSync(new URL(file, import.meta.url), "utf8"),
    ) as { list: { export: { column: Record<string, string> } } };
    const { order, number, carrier, company } = texts.list.export.column;
    expect(
      rowsOf(`${order},${number},${carrier},${company}\n#1,N1,GLS,Velo\n`),
    ).toEqual([{ line: 2, order: "#1", number: "N1", company: "Velo" }]);
  });

  it("says on which line a row stands, whatever is above it", () => {
    expect(rowsOf('Order,Number\n\n"#1","N\n1"\n,\n#2,N2\n')).toMatchObject([
      { number: "N\n1" },
      { line: 6, number: "N2" },
    ]);
  });

  it("is read without what spreadsheets write around a text", () => {
    expect(rowsOf('Order,Number\n\'=1,"=""0012"""\n')).toMatchObject([
      { order: "=1", number: "0012" },
    ]);
  });

  it.each([
    ["", { reason: "empty" }],
    ["Order,Number\n", { reason: "empty" }],
    ["Order,Number\n,\n ,\n", { reason: "empty" }],
    ['Order,Number\n"#1,N1\n', { reason: "broken" }],
    ["PK\u0003\u0004\0\0", { reason: "not_text" }],
    ["#1,N1\n#2,N2\n", { reason: "no_columns", missing: ["order", "number"] }],
    ["Order,What\n#2,N2\n", { reason: "no_columns", missing: ["number"] }],
    [
      `Order,Number\n${"#1,N\n".repeat(5_001)}`,
      { reason: "too_many_rows", rows: 5_001 },
    ],
  ])("is refused with the reason: %#", (text, refusal) => {
    expect(rowsOf(text)).toEqual(refusal);
  });

  it("of the greatest size is read", () => {
    expect(rowsOf(`Order,Number\n${"#1,N\n".repeat(5_000)}`)).toHaveLength(
      5_000,
    );
  });
});
