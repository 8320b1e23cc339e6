import { z } from "zod";
import { shopifyId } from "#app/domain/shopify-id.ts";
import { isStoredText, storedText } from "#app/domain/stored-text.ts";
import {
  longestNumber,
  normaliseTrackingNumber,
} from "#app/domain/tracking-number.ts";

// Bounds keep a hostile or broken payload from filling the database; Shopify's own limits are far lower.
export const mostNumbers = 250;
const maxText = 255;

const text = z
  .string()
  .transform(cut)
  .nullish()
  .transform((value) => (value ? value : null));
// null, true and numbers would be moments of 1970 for the rest; a year beyond these no moment of the database.
const time = z
  .string()
  .pipe(z.coerce.date())
  .refine((at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100);
const numbers = z.array(z.string().nullable()).nullish();

/** fulfillments/create and /update, as far as it is used. Every part of an address is optional. */
export const fulfillmentPayload = z
  .object({
    id: shopifyId,
    admin_graphql_api_id: z
      .string()
      .regex(/^gid:\/\/shopify\/Fulfillment\/\d{1,20}$/),
    order_id: shopifyId,
    name: text,
    status: text,
    created_at: time,
    updated_at: time,
    tracking_company: text,
    tracking_number: z.string().nullish(),
    tracking_numbers: numbers,
    tracking_url: z.string().nullish(),
    tracking_urls: numbers,
    destination: z
      .object({ city: text, province: text, country: text })
      .nullish(),
    origin_address: z
      .object({ province_code: text, country_code: text })
      .nullish(),
  })
  .transform(toSnapshot);

/** One fulfillment as Shopify told it. Numbers are unique, in Shopify's order. */
export type FulfillmentSnapshot = z.infer<typeof fulfillmentPayload>;

export type ShippedNumber = {
  /** Normalised: the identity. */
  number: string;
  /** As typed by the merchant: for display. */
  raw: string;
  url: string | null;
};

type Payload = {
  admin_graphql_api_id: string;
  order_id: string;
  name: string | null;
  status: string | null;
  created_at: Date;
  updated_at: Date;
  tracking_company: string | null;
  tracking_number?: string | null;
  tracking_numbers?: (string | null)[] | null;
  tracking_url?: string | null;
  tracking_urls?: (string | null)[] | null;
  destination?: Record<"city" | "province" | "country", string | null> | null;
  origin_address?: Record<
    "province_code" | "country_code",
    string | null
  > | null;
};

function toSnapshot(payload: Payload) {
  const name = payload.name ?? "";
  return {
    gid: payload.admin_graphql_api_id,
    orderGid: `gid://shopify/Order/${payload.order_id}`,
    name,
    orderName: orderNameOf(name),
    company: payload.tracking_company,
    status: payload.status ?? "unknown",
    createdAt: payload.created_at,
    updatedAt: payload.updated_at,
    numbers: shippedNumbers(payload),
    destination: {
      city: payload.destination?.city ?? null,
      region: payload.destination?.province ?? null,
      country: payload.destination?.country ?? null,
    },
    origin: {
      region: payload.origin_address?.province_code ?? null,
      country: payload.origin_address?.country_code ?? null,
    },
  };
}

function shippedNumbers(
  payload: Pick<
    Payload,
    "tracking_number" | "tracking_numbers" | "tracking_url" | "tracking_urls"
  >,
): ShippedNumber[] {
  const listed = payload.tracking_numbers ?? [];
  const raws = listed.length > 0 ? listed : [payload.tracking_number ?? null];
  const urls = payload.tracking_urls ?? [payload.tracking_url ?? null];
  const byNumber = new Map<string, ShippedNumber>();
  raws.slice(0, mostNumbers).forEach((given, index) => {
    const raw = cut(given ?? "");
    const number = normaliseTrackingNumber(raw);
    if (number === "" || number.length > longestNumber) return;
    if (byNumber.has(number)) return;
    byNumber.set(number, { number, raw, url: webUrl(urls[index]) });
  });
  return [...byNumber.values()];
}

// A fulfillment's name is its order's with a counter: "#1001.1", "#1001-F1".
function orderNameOf(name: string) {
  return name.replace(/(\.\d+|-F\d+)$/, "");
}

function webUrl(given: string | null | undefined) {
  if (!given || given.length > 2_000 || !URL.canParse(given)) return null;
  if (!isStoredText(given)) return null;
  return /^https?:$/.test(new URL(given).protocol) ? given : null;
}

// Bounded, and as the database holds it.
function cut(value: string) {
  return storedText(value.trim().slice(0, maxText)).trim();
}
