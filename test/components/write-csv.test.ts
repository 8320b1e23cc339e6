import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { writeCsv } from "#app/components/write-csv.ts";

it("writes nothing that a spreadsheet would carry out", () => {
  const nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'a "b", c'];
  const file = writeCsv(
    ["one", "two"],
    nasty.map((text) => [text, 2.5]),
  );
  expect(file.startsWith("\uFEFF")).toBe(true);
  const rows: string[][] = parse(file, { bom: true });
  expect(rows).toHaveLength(8);
  for (const [text = ""] of rows.slice(1, 7)) expect(text).toMatch(/^'/);
  expect(rows.at(-1)).toEqual(['a "b", c', "2.5"]);
});
