import { z } from "zod";
import { toSortTime } from "./local-time.ts";
import { readStatusCode } from "./status-codes.ts";
import { readText } from "./text.ts";

const textField = (maxLength: number) =>
  z
    .unknown()
    .optional()
    .transform((value) => readText(value, maxLength));

const codeField = z.unknown().optional().transform(readStatusCode);

// A code counts whether it comes as a number or as a string.
const answerCode = z
  .union([z.number(), z.string()])
  .transform((code) => String(code).trim())
  .pipe(z.string().regex(/^\d{1,9}$/));

/** Every answer, whatever its HTTP status. */
export const answerSchema = z.object({
  code: answerCode,
  data: z.unknown().optional(),
});

const itemSchema = z
  .object({
    context: textField(2_000),
    time: textField(100),
    order_status_code: codeField,
    order_status_description: textField(500),
    area_name: textField(500),
    location: textField(500),
  })
  .transform((item) => {
    const timeText = item.time ?? "";
    return {
      /** KeyDelivery's local time at the scan, as it came. */
      timeText,
      /** "YYYY-MM-DD HH:MM:SS", or "" where the text is no valid time. */
      sortTime: toSortTime(timeText),
      context: item.context ?? "",
      code: item.order_status_code,
      description: item.order_status_description,
      area: item.area_name,
      location: item.location,
    };
  });

export type TrackingItem = z.output<typeof itemSchema>;

const itemsField = z.unknown().optional().transform(readItems);

// More than any parcel has; a push of 8 MiB could hold ten times as many.
const maxItems = 10_000;

/** One entry that cannot be read must not cost the others. Beyond the bound the newest are kept. */
function readItems(value: unknown) {
  const items: TrackingItem[] = [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  for (const entry of list) {
    const read = itemSchema.safeParse(entry);
    if (read.success && (read.data.timeText || read.data.context))
      items.push(read.data);
  }
  if (items.length > maxItems) {
    items.sort((one, other) => other.sortTime.localeCompare(one.sortTime));
    items.length = maxItems;
  }
  return { items, skippedItems: list.length - items.length };
}

export const realtimeDataSchema = z
  .object({
    carrier_id: textField(100),
    tracking_number: textField(200),
    order_status_code: codeField,
    items: itemsField,
  })
  .transform((data) => ({
    carrierId: data.carrier_id,
    number: data.tracking_number,
    statusCode: data.order_status_code,
    ...data.items,
  }));

const candidateSchema = z.object({
  carrier_id: textField(100).pipe(z.string()),
  carrier_name: textField(200),
});

export type DetectedCarrier = { carrierId: string; name: string };

/** Likeliest first. */
export const detectDataSchema = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list?.flatMap(readCandidate) ?? []);

function readCandidate(entry: unknown): DetectedCarrier[] {
  const read = candidateSchema.safeParse(entry);
  if (!read.success) return [];
  const { carrier_id: carrierId, carrier_name: name } = read.data;
  return [{ carrierId, name: name ?? carrierId }];
}

export const pushSchema = z
  .object({
    event: textField(500),
    message: textField(500),
    carrier_id: textField(100),
    tracking_number: textField(200),
    order_status_code: codeField,
    items: itemsField,
  })
  .transform((push) => {
    const event = push.event ?? "";
    const message = push.message ?? "";
    return {
      event,
      message,
      carrierId: push.carrier_id,
      trackingNumber: push.tracking_number,
      statusCode: push.order_status_code,
      expired: expiredPattern.test(event) || expiredPattern.test(message),
      ...push.items,
    };
  });

// "No tracking information for 3 days", "No status update for 60 days"
const expiredPattern =
  /\bexpired\b|\bno\s+(?:tracking|status)\s+\w+\s+for\s+\d+\s+days?\b/i;
