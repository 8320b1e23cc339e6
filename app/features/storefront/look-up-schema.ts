import { z } from "zod";
import { orderKeyOf } from "#app/domain/order-key.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";

// A field that is longer is no number of ours.
const longest = 100;
const field = z
  .string()
  .max(longest)
  .catch("")
  .transform((text) => text.replaceAll("\0", "").trim());

/**
 * What a shopper typed, or a link in a shipping mail holds: `o` the order's number, `n` the tracking number or what the
 * shop takes in its place. `mine` asks for the orders of the customer that Shopify says is signed in.
 */
const lookUpSchema = z.object({
  o: field,
  n: field,
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i)
    .nullable()
    .catch(null),
  part: z.string().nullable(),
  mine: z.string().nullable(),
  logged_in_customer_id: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .catch(null),
});

export type LookUp = {
  order: string;
  number: string;
  /** Nothing typed yet: the form alone. */
  isEmpty: boolean;
  /** Shopify's id of who is signed in to the storefront; null for nobody. */
  customerId: string | null;
  /** The orders of that customer are wanted. */
  isOwn: boolean;
  locale: string | null;
  /** Only what the storefront's own block puts into its place. */
  isPart: boolean;
};

export function readLookUp(search: URLSearchParams): LookUp {
  const { o, n, locale, part, mine, ...signed } = lookUpSchema.parse({
    o: search.get("o") ?? "",
    n: search.get("n") ?? "",
    locale: search.get("locale"),
    part: search.get("part"),
    mine: search.get("mine"),
    logged_in_customer_id: search.get("logged_in_customer_id"),
  });
  const isOwn = mine === "1";
  return {
    order: o,
    number: n,
    isEmpty: o === "" && n === "" && !isOwn,
    customerId: signed.logged_in_customer_id,
    isOwn,
    locale,
    isPart: part === "1",
  };
}

/** As both are stored; both are needed, so that a guessed number alone opens nothing. */
export function lookUpKeysOf({ order, number }: LookUp) {
  return {
    orderKey: orderKeyOf(order),
    number: normaliseTrackingNumber(number),
  };
}
