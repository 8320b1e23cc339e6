import { orderKeyOf } from "#app/domain/order-key.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";

const longestSearch = 100;

export type SearchTerms = { number: string; orderKey: string };

/** What was typed, as it is stored: the start of a tracking number or of an order's name. */
export function searchTermsOf(typed: string): SearchTerms | null {
  const text = typed.slice(0, longestSearch);
  const number = normaliseTrackingNumber(text);
  const orderKey = orderKeyOf(text);
  return number === "" || orderKey === "" ? null : { number, orderKey };
}
