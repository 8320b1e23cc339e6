import { orderKeyOf } from "#app/domain/order-key.ts";
import {
  longestNumber,
  normaliseTrackingNumber,
} from "#app/domain/tracking-number.ts";
import type { FileRow, JudgedRow, RowProblem } from "./number-import-view.ts";

/** A fulfillment that is followed, with the numbers that are followed of it. */
export type KnownFulfillment = {
  id: string;
  orderKey: string;
  numbers: string[];
};

/** What each row of a file would do, in the order of the file. Pure. */
export function judgeRows(
  rows: FileRow[],
  known: KnownFulfillment[],
): JudgedRow[] {
  const byOrder = Map.groupBy(known, ({ orderKey }) => orderKey);
  const seen = new Set<string>();
  return rows.map((row) => {
    const problem = problemOf(row);
    if (problem) return { ...row, verdict: problem };
    const orderKey = orderKeyOf(row.order);
    const number = normaliseTrackingNumber(row.number);
    const pair = JSON.stringify([orderKey, number]);
    if (seen.has(pair)) return { ...row, verdict: "repeated" };
    seen.add(pair);
    return { ...row, ...placeOf(number, byOrder.get(orderKey) ?? []) };
  });
}

function placeOf(number: string, ofOrder: KnownFulfillment[]) {
  const [first] = ofOrder;
  if (!first) return { verdict: "unknown_order" as const };
  if (ofOrder.some(({ numbers }) => numbers.includes(number)))
    return { verdict: "known" as const };
  const open = ofOrder.filter(({ numbers }) => numbers.length === 0);
  const place = ofOrder.length === 1 ? first : open[0];
  // Of several shipments, the one that still has no number.
  if (!place || (ofOrder.length > 1 && open.length > 1))
    return { verdict: "several" as const };
  return { verdict: "new" as const, fulfillmentId: place.id };
}

function problemOf({
  order,
  number,
  company,
}: FileRow): RowProblem | undefined {
  if (orderKeyOf(order) === "") return "no_order";
  const normalised = normaliseTrackingNumber(number);
  if (normalised === "") return "no_number";
  if (
    [order, number, normalised, company].some(
      (text) => text.length > longestNumber,
    )
  )
    return "too_long";
  // 7,89E+15: the spreadsheet has lost the digits behind.
  if (/^\d(?:[.,]\d+)?E\+?\d{1,2}$/i.test(number)) return "mangled";
  return undefined;
}
