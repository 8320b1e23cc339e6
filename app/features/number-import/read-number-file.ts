import { CsvError, parse } from "csv-parse/sync";
import {
  mostRows,
  type FileRefusal,
  type FileRow,
} from "./number-import-view.ts";

type Column = "order" | "number" | "company";

// As headings are compared: lower case, letters only. What our own export, Shopify's and other tools write.
const headings: Record<Column, string[]> = {
  order: [
    ...["order", "ordername", "ordernumber", "orderno", "orderid", "name"],
    ...["bestellung", "bestellnummer", "commande", "numérodecommande"],
    ...["pedido", "númerodepedido", "注文", "注文番号", "订单", "订单号"],
  ],
  number: [
    ...[
      "trackingnumber",
      "trackingnumbers",
      "trackingno",
      "tracking",
      "number",
    ],
    ...["trackingcode", "waybill", "awb", "sendungsnummer", "numérodesuivi"],
    ...["númerodeseguimiento", "追跡番号", "运单号", "物流单号"],
  ],
  // The first that the file has: our export tells of the carrier as well.
  company: [
    ...["companyinshopify", "unternehmeninshopify", "sociétédansshopify"],
    ...["empresaenshopify", "shopify上の配送会社", "shopify中的公司"],
    ...["company", "trackingcompany", "shippingcompany", "carrier", "courier"],
    ...["versanddienstleister", "transporteur", "transportista", "配送業者"],
    ...["承运商", "物流公司"],
  ],
};

/** The rows of a file that a merchant chose: comma, semicolon or tab between its cells, headings in the first row. */
export function readNumberFile(
  text: string,
): { rows: FileRow[] } | { refusal: FileRefusal } {
  if (text.includes("\0")) return { refusal: { reason: "not_text" } };
  const records = readRecords(text);
  if (!records) return { refusal: { reason: "broken" } };
  const [first, ...rest] = records;
  if (!first || rest.length === 0) return { refusal: { reason: "empty" } };
  if (rest.length > mostRows)
    return { refusal: { reason: "too_many_rows", rows: rest.length } };
  const order = placeOf(first.record, "order");
  const number = placeOf(first.record, "number");
  const company = placeOf(first.record, "company");
  if (order < 0 || number < 0) {
    const missing = (["order", "number"] as const).filter(
      (name) => (name === "order" ? order : number) < 0,
    );
    return { refusal: { reason: "no_columns", missing } };
  }
  const rows = rest.map(({ record, info: { lines } }) => ({
    line: lines,
    order: cell(record[order]),
    number: cell(record[number]),
    company: cell(record[company]),
  }));
  return { rows };
}

type Line = { record: string[]; info: { lines: number } };

function readRecords(text: string): Line[] | undefined {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // An export of a spreadsheet can end in rows of empty cells.
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Line[];
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** The one of which the first line has most. */
function delimiterOf(text: string) {
  const [line = ""] = text.split(/[\r\n]/, 1);
  const times = (mark: string) => line.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) =>
    times(mark) > times(best) ? mark : best,
  );
}

function placeOf(record: string[], column: Column) {
  const written = record.map((text) =>
    text
      .normalize("NFC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ""),
  );
  const found = headings[column].find((heading) => written.includes(heading));
  return found === undefined ? -1 : written.indexOf(found);
}

// How spreadsheets keep leading zeros (="0012"), and keep from carrying out ('+12).
const cell = (text = "") =>
  text.replace(/^="(.*)"$/, "$1").replace(/^'(?=[=+\-@])/, "");
