import { z } from "zod";
import table from "./status-codes.json" with { type: "json" };
import { readText } from "./text.ts";

/** What a code can mean; a subset of the app's own words. */
const codeStatuses = [
  "info_received",
  "accepted",
  "in_transit",
  "customs",
  "out_for_delivery",
  "ready_for_pickup",
  "attempt_failed",
  "delayed",
  "exception",
  "delivered",
  "returning",
  "returned",
  "unknown",
] as const;

export type CodeStatus = (typeof codeStatuses)[number];

export type StatusMeaning = {
  /** False for a code that is neither in the table nor falls back to one that is. */
  known: boolean;
  status: CodeStatus;
  label: string;
  /** Shopify's FulfillmentEventStatus; null where nothing is to be told. */
  shopifyEvent: string | null;
  /** The code as it came; "" where there was none. */
  code: string;
};

const rowSchema = z.object({
  code: z.string(),
  label: z.string(),
  status: z.enum(codeStatuses),
  shopifyEvent: z.string().nullable(),
});

const byCode = new Map(
  z
    .array(rowSchema)
    .parse(table)
    .map((row) => [row.code, row]),
);

/** What a status code means. Never throws: a code that nobody told us of is "unknown". */
export function lookUpStatus(
  value: string | number | null | undefined,
): StatusMeaning {
  const code = readStatusCode(value) ?? "";
  const row = byCode.get(code) ?? byCode.get(fallback(code));
  if (row) return { known: true, ...row, code };
  return {
    known: false,
    status: "unknown",
    label: "",
    shopifyEvent: null,
    code,
  };
}

/** The code in a field that may be a number, a string, "null" or missing; null where there is none. */
export function readStatusCode(value: unknown): string | null {
  return readText(value, 32);
}

// 3 digits fall back to the first, 100x to 0; what else there is to itself: 10 to 14 are customs, not "1".
function fallback(code: string): string {
  if (/^\d{3}$/.test(code)) return code.charAt(0);
  return /^100\d$/.test(code) ? "0" : code;
}
