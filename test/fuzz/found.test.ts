import { describe, expect, it } from "vitest";
import { automationSchema } from "#app/domain/automation.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
import { promiseFor } from "#app/domain/promise-days.ts";
import { readRange } from "#app/features/analytics/analytics-range.ts";
import { companyKeySchema } from "#app/features/carriers/mapping-schema.ts";
import { fulfillmentPayload } from "#app/features/fulfillments/fulfillment-payload.ts";
import { judgeRows } from "#app/features/number-import/judge-rows.ts";
import { numbersIntentSchema } from "#app/features/number-import/number-import-schema.ts";
import { customerRedactPayload } from "#app/features/privacy/compliance-payloads.ts";
import { readCursor } from "#app/features/shipments/list-cursor.ts";
import { readSavedViewIntent } from "#app/features/shipments/saved-view-schema.ts";
import { processDelivery } from "#app/jobs/definitions.ts";
import { parsePush } from "#app/keydelivery/index.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createSealer, SealError } from "#app/platform/sealing.server.ts";
import { fulfillmentBody } from "./examples.ts";
import { formOf, uuid } from "./mutate.ts";

// Found by fuzzing, or by reading the code while its borders were listed.

// 18 characters of a number, normalised.
const expanding = "ﷺ";

describe("a webhook's fulfillment", () => {
  const read = (changes: object) =>
    fulfillmentPayload.safeParse({ ...fulfillmentBody, ...changes });

  it.each([
    ["null for a time, which is no moment of 1970", { updated_at: null }],
    [
      "a time that no database holds",
      { created_at: "-271821-04-20T00:00:00Z" },
    ],
    [
      "a NUL in its id",
      { admin_graphql_api_id: "gid://shopify/Fulfillment/1\0" },
    ],
    ["an id of 400 digits", { order_id: "1".repeat(400) }],
  ])("is refused for %s", (_what, changes) => {
    expect(read(changes).success).toBe(false);
  });

  it("has no number that an index could not hold", () => {
    const numbers = [expanding.repeat(255), "1Z1"];
    expect(read({ tracking_numbers: numbers }).data?.numbers).toMatchObject([
      { number: "1Z1" },
    ]);
  });

  it("has whole characters where a text was cut", () => {
    const name = `${"a".repeat(254)}😀`;
    expect(read({ name }).data?.name.isWellFormed()).toBe(true);
  });

  it("has no address with a NUL in it", () => {
    const tracking_urls = ["https://example.com/\0"];
    expect(read({ tracking_urls }).data?.numbers[0]?.url).toBeNull();
  });
});

describe("what a merchant types", () => {
  it("keeps no NUL and no half character, which the database refuses", () => {
    const tags = { mode: "only", values: ["a\0b", "\ud800c"] };
    expect(automationSchema.parse({ tags }).tags).toMatchObject({
      values: ["ab", "\ufffdc"],
    });
    const form = formOf([
      ["intent", "save_view"],
      ["name", "a\0b"],
      ["query", ""],
    ]);
    expect(readSavedViewIntent(form)).toMatchObject({ name: "ab" });
    expect(companyKeySchema.safeParse("dhl\0").success).toBe(false);
  });

  it("is no number when it is too long for an index once it is normalised", () => {
    const number = expanding.repeat(20);
    const row = { line: 2, order: "1001", number, company: "" };
    const known = [{ id: uuid, orderKey: "1001", numbers: [] }];
    expect(judgeRows([row], known)).toMatchObject([{ verdict: "too_long" }]);
    const numbers = JSON.stringify([
      { fulfillmentId: uuid, number, company: "" },
    ]);
    expect(
      numbersIntentSchema.safeParse({ intent: "track", numbers }).success,
    ).toBe(false);
    expect(orderKeyOf(number)).toHaveLength(255);
  });
});

it("a seal with a tag cut to four bytes is not opened: such a tag can be guessed", () => {
  const sealer = createSealer({
    current: "a secret of 32 bytes, or rather more",
  });
  const [version, id, encoded = ""] = sealer.seal("", "purpose").split(".");
  const cut = Buffer.from(encoded, "base64url").subarray(0, 12 + 4);
  expect(() =>
    sealer.open(`${version}.${id}.${cut.toString("base64url")}`, "purpose"),
  ).toThrow(SealError);
});

it("an address that is no URL is told by its variable's name", () => {
  expect(() =>
    readEnv({
      ...{ NODE_ENV: "test", SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "s" },
      ...{
        SHOPIFY_APP_URL: "https://app.example.com",
        APP_SECRET: "a".repeat(32),
      },
      KEYDELIVERY_API_URL: "https://",
    }),
  ).toThrow(/KEYDELIVERY_API_URL/);
});

it("a period and a place in the list are of years that a database knows", () => {
  const search = new URLSearchParams(
    "range=custom&from=0001-01-01&to=0001-02-01",
  );
  expect(readRange(search, "2026-11-29").key).toBe("last_30");
  const place = `after shipped_desc 0000-01-01T00:00:00Z ${uuid}`;
  expect(readCursor(btoa(place), "shipped_desc")).toBeNull();
});

it("an order to redact has no negative id", () => {
  const redact = { shop_domain: "a", orders_to_redact: [-1] };
  expect(customerRedactPayload.safeParse(redact).success).toBe(false);
});

it("a row's id in a job is one that the database can have", () => {
  const deliveryId = "9223372036854775808";
  expect(processDelivery.schema.safeParse({ deliveryId }).success).toBe(false);
});

it("a carrier's text that was cut ends in no blank", () => {
  const context = `${"a".repeat(1_999)} b`;
  const { items } = parsePush({ items: [{ time: "", context }] });
  expect(items[0]?.context).toBe("a".repeat(1_999));
});

it("nothing is promised to a country named like a property of all objects", () => {
  expect(
    promiseFor({ default: null, countries: {} }, "constructor"),
  ).toBeNull();
});
