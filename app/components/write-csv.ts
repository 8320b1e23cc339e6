import { stringify } from "csv-stringify/browser/esm/sync";

type Row = readonly (string | number)[];

/** A table as a file for a spreadsheet: with a byte order mark, and nothing in it that a spreadsheet would carry out. */
export function writeCsv(headings: Row, rows: readonly Row[]): string {
  return stringify([headings, ...rows], { bom: true, escape_formulas: true });
}

/** More rows of such a file. */
export function writeCsvRows(rows: readonly Row[]): string {
  return stringify([...rows], { escape_formulas: true });
}
