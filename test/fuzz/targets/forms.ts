import fc from "fast-check";
import { expect } from "vitest";
import type { z } from "zod";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import { completeCredentials } from "#app/features/accounts/complete-credentials.ts";
import { credentialSchema } from "#app/features/accounts/account-schema.ts";
import { importIntentSchema } from "#app/features/backfill/import-schema.ts";
import { readMappingIntent } from "#app/features/carriers/mapping-schema.ts";
import { readNumber } from "#app/features/carriers/number-test.ts";
import { homeIntentSchema } from "#app/features/home/home-intent.ts";
import { numbersIntentSchema } from "#app/features/number-import/number-import-schema.ts";
import { guideIntentSchema } from "#app/features/onboarding/guide-intent.ts";
import { checkChanges } from "#app/features/settings/check-changes.ts";
import { settingsIntentSchema } from "#app/features/settings/settings-schema.ts";
import { readListIntent } from "#app/features/shipments/list-intent.ts";
import { readSavedViewIntent } from "#app/features/shipments/saved-view-schema.ts";
import { readShipmentIntent } from "#app/features/shipments/shipment-schema.ts";
import { asJson, border, expectStorable, type Border } from "../border.ts";
import {
  formOf,
  mutated,
  mutatedFields,
  mutatedText,
  uuid,
} from "../mutate.ts";

type Fields = Record<string, string>;

/** A reader of a form: null, its answer to what is wrong, or an intent that can be stored. */
const formBorder = (
  covers: string | string[],
  examples: Fields[],
  read: (form: FormData) => object | undefined,
  holds: (intent: Record<string, unknown>) => void = () => undefined,
) =>
  border(
    covers,
    mutatedFields(...examples),
    (fields) => {
      const intent = read(formOf(fields));
      if (!intent || "answer" in intent) return;
      // A file's text is read, and what was read is checked there.
      expectStorable({ ...intent, text: undefined });
      holds(intent as Record<string, unknown>);
    },
    2,
  );

/** A form that its schema reads whole. */
const schemaBorder = (covers: string, schema: z.ZodType, examples: Fields[]) =>
  formBorder(covers, examples, (form) => {
    const read = schema.safeParse(Object.fromEntries(form));
    return read.success ? (read.data as object) : undefined;
  });

const list = {
  intent: "change_parcels",
  kind: "archive",
  ids: `${uuid},${uuid}`,
};
const query =
  "view=exceptions&status=delivered%2Cdelayed&q=1001&from=2026-01-01";
const forLists: Fields[] = [
  list,
  { ...list, kind: "choose_carrier", carrierId: "UPS " },
  { intent: "change_all", kind: "retry", query },
  { intent: "cancel_bulk", id: uuid },
  { intent: "save_view", name: "Late ones", query },
  { intent: "rename_view", id: uuid, name: "Late" },
  { intent: "update_view", id: uuid, query },
  { intent: "delete_view", id: uuid },
];

const settings = {
  automaticRegistration: true,
  companies: { mode: "only", values: ["UPS", "DHL Express"] },
  countries: { mode: "except", values: ["CA", "US"] },
  tags: { mode: "only", values: ["wholesale"] },
  delayHours: "12",
  writeBack: false,
  promiseDays: { default: 5, countries: { DE: 3, CA: "7" } },
  digest: true,
  stalledDays: 7,
  phoneSharing: "where_needed",
  contactLookUp: true,
  retentionDays: 90,
};

const numbers = JSON.stringify([
  { fulfillmentId: uuid, number: "1Z999", company: "UPS" },
]);

export const formBorders: Border[] = [
  formBorder(
    "app/features/carriers/mapping-schema.ts#readMappingIntent",
    [
      { intent: "map", carrierId: " DHLen", again: "true" },
      { intent: "apply" },
    ],
    readMappingIntent,
    ({ carrierId = "ups" }) => expect(carrierId).toMatch(carrierIdPattern),
  ),
  formBorder(
    "app/features/carriers/number-test.ts#readNumber",
    [{ number: " 1z 999 " }],
    readNumber,
    ({ number }) => {
      expect(number).not.toBe("");
      expect((number as string).length).toBeLessThanOrEqual(100);
    },
  ),
  formBorder(
    "app/features/shipments/list-intent.ts#readListIntent",
    forLists,
    readListIntent,
    ({ carrierId = "ups", ids = [uuid] }) => {
      expect(carrierId).toMatch(carrierIdPattern);
      expect((ids as string[]).length).toBeGreaterThan(0);
      expect((ids as string[]).length).toBeLessThanOrEqual(50);
    },
  ),
  formBorder(
    "app/features/shipments/saved-view-schema.ts#readSavedViewIntent",
    forLists,
    readSavedViewIntent,
    ({ name = "a" }) => {
      expect((name as string).trim()).toBe(name);
      expect(name).not.toBe("");
    },
  ),
  formBorder(
    "app/features/shipments/shipment-schema.ts#readShipmentIntent",
    [
      { intent: "choose_carrier", carrierId: "ups", remember: "true" },
      { intent: "refresh" },
    ],
    readShipmentIntent,
    ({ carrierId = "ups" }) => expect(carrierId).toMatch(carrierIdPattern),
  ),
  schemaBorder(
    "app/features/backfill/import-schema.ts#importIntentSchema",
    importIntentSchema,
    [{ intent: "count", days: "30" }, { intent: "start" }],
  ),
  schemaBorder(
    "app/features/home/home-intent.ts#homeIntentSchema",
    homeIntentSchema,
    [{ intent: "retry", shipmentId: uuid }, { intent: "close_digest" }],
  ),
  schemaBorder(
    "app/features/onboarding/guide-intent.ts#guideIntentSchema",
    guideIntentSchema,
    [{ intent: "skip_step", step: "import" }, { intent: "dismiss_guide" }],
  ),
  schemaBorder(
    "app/features/number-import/number-import-schema.ts#numbersIntentSchema",
    numbersIntentSchema,
    [
      { intent: "track", numbers },
      { intent: "read", text: "Order,Number\n#1,N1" },
    ],
  ),
  border(
    "app/features/settings/settings-schema.ts#settingsIntentSchema",
    mutatedFields(
      { intent: "save", changes: JSON.stringify(settings), seen: "{}" },
      { intent: "test", apiKey: "key", apiSecret: "secret" },
    ),
    (fields) => {
      const form = Object.fromEntries(formOf(fields));
      const read = settingsIntentSchema.safeParse(form);
      if (!read.success || read.data.intent !== "save") return;
      expect(typeof read.data.changes).toBe("object");
    },
  ),
  border(
    "app/features/settings/setting-values.ts",
    mutated(settings).map(asJson),
    (given) => {
      if (typeof given !== "object" || given === null) return;
      const limits = { retentionDays: 90 };
      const checked = checkChanges({ ...given }, limits);
      if ("errors" in checked) {
        expect(Object.keys(checked.errors)).not.toEqual([]);
        return;
      }
      expectStorable(checked.changes);
      // What was accepted is accepted again: a page shows it, and sends it back.
      expect(checkChanges(checked.changes, limits)).toEqual(checked);
    },
    4,
  ),
  border(
    "app/features/accounts/account-schema.ts#credentialSchema",
    fc.record({
      apiKey: mutatedText("key-1a2B"),
      apiSecret: mutatedText("secret", ""),
      stored: fc.constantFrom(undefined, {
        apiKey: "key-1a2B",
        apiSecret: "s",
      }),
    }),
    ({ stored, ...form }) => {
      const done = completeCredentials(form, stored);
      if ("errors" in done) {
        expect(Object.keys(done.errors).length).toBeGreaterThan(0);
        return;
      }
      for (const text of Object.values(done.credentials)) {
        expect(text).toMatch(/^[\x21-\x7e]{1,200}$/);
        expect(credentialSchema.parse(text)).toBe(text);
      }
    },
    2,
  ),
];
