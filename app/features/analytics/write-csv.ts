import { stringify } from "csv-stringify/browser/esm/sync";

/** A table as a file for a spreadsheet: with a byte order mark, and nothing in it that a spreadsheet would carry out. */
export function writeCsv(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  return stringify([headings, ...rows], { bom: true, escape_formulas: true });
}
