import { orderKeyOf } from "#app/domain/order-key.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";

export const longestSearch = 100;
// Fewer are in too many numbers to tell parcels apart by what is inside of these or at their end.
const shortestPart = 4;

/**
 * `number` is the start of a tracking number, and `orderKey` that of an order's name. `ends`: a number's end counts
 * too. `inside`: so does whatever is inside of either, which no index serves.
 */
export type SearchTerms = {
  number: string;
  orderKey: string;
  ends: boolean;
  inside: boolean;
};

/** What was typed, as it is stored. Between two stars it is looked for inside of numbers and names. */
export function searchTermsOf(typed: string): SearchTerms | null {
  const text = plainSearch(typed).slice(0, longestSearch);
  const number = normaliseTrackingNumber(text);
  const orderKey = orderKeyOf(text);
  if (number === "" || orderKey === "") return null;
  const ends = number.length >= shortestPart;
  return { number, orderKey, ends, inside: ends && text !== typed };
}

/** The search that also looks inside; null where this one does, or where too little was typed. */
export function widerSearch(typed: string): string | null {
  const terms = searchTermsOf(typed);
  const wider = `*${typed}*`;
  return terms?.ends && !terms.inside && wider.length <= longestSearch
    ? wider
    : null;
}

/** Without its stars: what a person typed. */
export const plainSearch = (typed: string): string =>
  /^\*(.+)\*$/.exec(typed)?.[1] ?? typed;
