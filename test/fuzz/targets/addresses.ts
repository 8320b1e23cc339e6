import fc from "fast-check";
import { expect } from "vitest";
import {
  carriersUrl,
  readCarriersQuery,
} from "#app/features/carriers/carriers-query.ts";
import { daysOf, readRange } from "#app/features/analytics/analytics-range.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import {
  readCursor,
  writeCursor,
} from "#app/features/shipments/list-cursor.ts";
import {
  listSorts,
  writeListQuery,
} from "#app/features/shipments/list-query.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { readShownEvents } from "#app/features/shipments/shipment-schema.ts";
import {
  lookUpKeysOf,
  readLookUp,
} from "#app/features/storefront/look-up-schema.ts";
import { chooseLanguage } from "#app/features/storefront/storefront-texts.ts";
import { loggedPath } from "#app/platform/http/log-request.server.ts";
import { chooseLocale } from "#app/texts/choose-locale.ts";
import { orderGidSchema } from "#app/use-cases/order-gid.ts";
import {
  border,
  expectStorable,
  lengthOf,
  readsSafely,
  type Border,
} from "../border.ts";
import { hostileText, planted } from "../hostile.ts";
import { mutatedFields, mutatedText, searchOf, uuid } from "../mutate.ts";

const list = {
  ...{ view: "exceptions", saved: uuid, status: "delivered,delayed" },
  ...{ carrier: "ups,dhlen", country: "DE,CA", registration: "waiting" },
  ...{ from: "2026-01-01", to: "2026-02-01", sort: "updated_asc", q: "#1001" },
};
const now = new Date("2026-11-29T06:00:00Z");
const zones = ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"];

const cursor = writeCursor({
  direction: "after",
  sort: "shipped_desc",
  place: { at: now, id: uuid },
});

const host = "https://app.example.com";
// What no request can carry is left out.
const requestOf = (fields: [string, string][], accepted: string) =>
  new Request(`${host}/app?${searchOf(fields).toString()}`, {
    headers: {
      "accept-language": accepted.replace(/[^\x20-\x7e]/g, "?"),
    },
  });

export const addressBorders: Border[] = [
  border(
    "app/features/shipments/read-list-query.ts#readListQuery",
    fc.record({
      fields: mutatedFields(list, { from: "7d", q: "1Z999" }),
      timeZone: fc.constantFrom(...zones),
    }),
    ({ fields, timeZone }) => {
      const query = readListQuery(searchOf(fields));
      expectStorable({ ...query, q: "" });
      const written = writeListQuery(query);
      expect(writeListQuery(readListQuery(new URLSearchParams(written)))).toBe(
        written,
      );
      const { shippedFrom, shippedBefore, search, states } = conditionsOf(
        query,
        { id: uuid, timeZone },
        now,
      );
      expectStorable(search);
      for (const day of [shippedFrom, shippedBefore])
        expect(Number.isNaN(day?.getTime())).toBe(false);
      expect((states ?? []).length).toBeLessThan(60);
    },
    6,
  ),
  border(
    "app/features/shipments/list-cursor.ts#readCursor",
    fc.record({
      text: fc.oneof(
        mutatedText(cursor),
        mutatedText(`after shipped_desc 2026-11-29T06:00:00.000Z ${uuid}`).map(
          (text) => Buffer.from(text, "latin1").toString("base64url"),
        ),
      ),
      sort: fc.constantFrom(...listSorts),
    }),
    ({ text, sort }) => {
      const read = readCursor(text, sort);
      if (!read) return;
      expect(read.sort).toBe(sort);
      const year = read.place.at.getUTCFullYear();
      expect(year >= 1_900 && year < 2_100).toBe(true);
      expect(readCursor(writeCursor(read), sort)).toEqual(read);
    },
    4,
  ),
  border(
    "app/features/carriers/carriers-query.ts#readCarriersQuery",
    mutatedFields({ q: "dhl", by: "attention", page: "3" }),
    (fields) => {
      const read = readCarriersQuery(searchOf(fields));
      expect(lengthOf(read.q)).toBeLessThanOrEqual(100);
      const again = new URL(carriersUrl(read), host).searchParams;
      expect(readCarriersQuery(again)).toEqual(read);
    },
    2,
  ),
  border(
    "app/features/analytics/analytics-range.ts#readRange",
    fc.record({
      fields: mutatedFields(
        { range: "custom", from: "2026-01-31", to: "2026-11-20" },
        { range: "last_month" },
      ),
      today: fc.constantFrom("2026-11-29", "2028-02-29", "2027-01-01"),
    }),
    ({ fields, today }) => {
      const range = readRange(searchOf(fields), today);
      const days = daysOf(range);
      expect(days.length).toBeGreaterThan(0);
      expect(days.length).toBeLessThanOrEqual(731);
      expect([days[0], days.at(-1)]).toEqual([range.from, range.to]);
      expect(daysOf(range.before)).toHaveLength(days.length);
    },
    3,
  ),
  border(
    "app/features/shipments/shipment-schema.ts#readShownEvents",
    mutatedFields({ events: "400" }),
    (fields) => {
      const events = readShownEvents(
        new URL(`${host}/?${searchOf(fields).toString()}`),
      );
      expect(Number.isInteger(events) && events >= 200).toBe(true);
      expect(events).toBeLessThanOrEqual(20_000);
    },
  ),
  border(
    "app/features/storefront/look-up-schema.ts#readLookUp",
    mutatedFields({
      ...{ o: "#1001", n: "1Z 999", locale: "de-AT", part: "1", mine: "1" },
      ...{ logged_in_customer_id: "77" },
    }),
    (fields) => {
      const lookUp = readLookUp(searchOf(fields));
      expect(lengthOf(lookUp.order)).toBeLessThanOrEqual(100);
      expect(lookUp.customerId ?? "1").toMatch(/^\d{1,20}$/);
      const { orderKey, number } = lookUpKeysOf(lookUp);
      expect(orderKey + number).not.toContain("\0");
      expect(chooseLanguage(lookUp.locale, null)).toMatch(/^[a-z]{2}/);
    },
    3,
  ),
  border(
    [
      "app/texts/choose-locale.ts",
      "app/features/storefront/storefront-texts.ts",
    ],
    fc.record({
      fields: mutatedFields({ locale: "zh-Hant-TW" }, { locale: "de" }, {}),
      accepted: mutatedText("de-AT,de;q=0.9,en;q=0.8", "*"),
    }),
    ({ fields, accepted }) => {
      const request = requestOf(fields, accepted);
      const locale = chooseLocale(request);
      expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
      expect(chooseLanguage(null, accepted)).toMatch(/^[a-z]{2}/);
    },
    2,
  ),
  border(
    "app/use-cases/order-gid.ts#orderGidSchema",
    mutatedText("gid://shopify/Order/62003", "62003"),
    readsSafely(orderGidSchema, (gid) =>
      expect(gid).toMatch(/^gid:\/\/shopify\/Order\/\d{1,20}$/),
    ),
  ),
  border(
    "app/platform/http/log-request.server.ts",
    fc.record({
      path: mutatedText("/callbacks/keydelivery/", "/app/shipments"),
      more: hostileText,
    }),
    ({ path, more }) => {
      const logged = loggedPath(`${path}?${more}${planted}`);
      expect(logged.length).toBeLessThanOrEqual(200);
      if (!path.includes(planted)) expect(logged).not.toContain(planted);
      expect(
        loggedPath(`/callbacks/keydelivery/${planted}${more}`),
      ).not.toContain(planted);
    },
  ),
];
