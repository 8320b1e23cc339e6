import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyDeliveryPushError, parsePush } from "#app/keydelivery/index.ts";

const item = {
  context: "With delivery courier",
  time: "2026-11-22 08:47:02",
  order_status_code: "5",
  order_status_description: "Out for delivery",
  area_name: "null",
  location: null,
};
const push = {
  event: "tracking update",
  message: "",
  carrier_id: "dhlen",
  tracking_number: "9926933413",
  signer: 0,
  order_status_code: 5,
  items: [item],
};
const withItem = (fields: Record<string, unknown>) =>
  parsePush({ ...push, items: [{ ...item, ...fields }] }).items[0];

test("reads the vendor's example", () => {
  expect(parsePush(push)).toEqual({
    event: "tracking update",
    message: "",
    carrierId: "dhlen",
    trackingNumber: "9926933413",
    statusCode: "5",
    expired: false,
    items: [
      {
        timeText: "2026-11-22 08:47:02",
        sortTime: "2026-11-22 08:47:02",
        context: "With delivery courier",
        code: "5",
        description: "Out for delivery",
        area: null,
        location: null,
      },
    ],
    skippedItems: 0,
  });
});

test.each([[undefined], [null], ["null"], [""], [{}], ["x"]])(
  "reads a push whose fields are all %j",
  (value) => {
    const fields = Object.keys(push).map((key) => [key, value]);
    expect(parsePush(Object.fromEntries(fields))).toMatchObject({
      carrierId: value === "x" ? "x" : null,
      items: [],
      skippedItems: 0,
    });
  },
);

test("reads a push that says nothing at all", () => {
  expect(parsePush({})).toEqual({
    event: "",
    message: "",
    carrierId: null,
    trackingNumber: null,
    statusCode: null,
    expired: false,
    items: [],
    skippedItems: 0,
  });
});

test.each([[null], [[]], ["text"], [4], [undefined], [true]])(
  "refuses %j, which is no object",
  (json) => {
    expect(() => parsePush(json)).toThrow(KeyDeliveryPushError);
  },
);

test("takes codes and numbers whether string or number", () => {
  const read = parsePush({
    ...push,
    tracking_number: 9926933413,
    order_status_code: " 301 ",
  });
  expect(read).toMatchObject({
    trackingNumber: "9926933413",
    statusCode: "301",
  });
  expect(withItem({ order_status_code: 1001 })).toMatchObject({ code: "1001" });
  expect(withItem({ order_status_code: "null" })).toMatchObject({ code: null });
});

test("skips and counts entries that are no scans, keeping the others", () => {
  const items = [null, 7, "x", [], {}, { context: "null", time: "" }, item];
  expect(parsePush({ ...push, items })).toMatchObject({
    items: [{ context: item.context }],
    skippedItems: 6,
  });
});

test("keeps a scan that has only a time or only a text", () => {
  const items = [{ time: item.time }, { context: "At the depot" }];
  expect(parsePush({ ...push, items }).items).toMatchObject([
    { timeText: item.time, context: "" },
    { timeText: "", sortTime: "", context: "At the depot" },
  ]);
});

describe("sortTime", () => {
  test.each([
    ["2026-11-22 08:47:02", "2026-11-22 08:47:02"],
    ["2026-11-22T08:47:02", "2026-11-22 08:47:02"],
    ["2026/1/2 8:7", "2026-01-02 08:07:00"],
    ["2026-11-22 08:47:02.123", "2026-11-22 08:47:02"],
    ["2024-02-29 00:00:00", "2024-02-29 00:00:00"],
    ["2026-11-22", "2026-11-22 00:00:00"],
    ["2026-02-29 00:00:00", ""],
    ["2026-13-01 00:00:00", ""],
    ["2026-11-22 24:00:00", ""],
    ["22.11.2026 08:47", ""],
    ["yesterday", ""],
  ])("of %j is %j, and the text stays as it came", (time, sortTime) => {
    expect(withItem({ time })).toMatchObject({ timeText: time, sortTime });
  });
});

test.each([
  ["No tracking information for 3 days", true],
  ["No status update for 60 days", true],
  ["Tracking expired", true],
  ["EXPIRED", true],
  ["No  tracking  update  for  1  day", true],
  ["There is no status change for 10 days.", true],
  ["unexpired", false],
  ["Piano tracking information for 3 days", false],
  ["No status update for 3 daylight savings", false],
  ["Expires tomorrow", false],
  ["Delivered after 3 days", false],
])("sees in %j that it is expired: %s", (text, expired) => {
  expect(parsePush({ ...push, message: text }).expired).toBe(expired);
  expect(parsePush({ ...push, event: text }).expired).toBe(expired);
});

test("cuts long texts and removes what PostgreSQL cannot hold", () => {
  const context = "a\0" + "🚚".repeat(3_000);
  const read = withItem({ context })?.context ?? "";
  expect(read.length).toBe(2_000);
  expect(read).not.toContain("\0");
  expect(read.isWellFormed()).toBe(true);
});

test("leaves HTML in a text as it is", () => {
  const context = "<b>Depot</b><script>alert(1)</script>";
  expect(withItem({ context })).toMatchObject({ context });
});

describe("of a history longer than any parcel's", () => {
  const itemAt = (second: number) => ({
    context: "Depot",
    time: new Date(second * 1_000).toISOString().slice(0, 19),
  });
  const itemsOf = (length: number) =>
    Array.from({ length }, (_, second) => itemAt(second));

  test("the newest 10,000 items are kept, and the others counted", () => {
    const undated = { context: "Depot", time: "soon" };
    const read = parsePush({ ...push, items: [undated, ...itemsOf(10_001)] });
    expect(read.items).toHaveLength(10_000);
    expect(read.skippedItems).toBe(2);
    expect(read.items[0]).toMatchObject({ sortTime: "1970-01-01 02:46:40" });
    expect(read.items.at(-1)).toMatchObject({
      sortTime: "1970-01-01 00:00:01",
    });
  });

  test("up to 10,000 items are kept as they came", () => {
    const read = parsePush({ ...push, items: itemsOf(10_000) });
    expect(read.skippedItems).toBe(0);
    expect(read.items[0]).toMatchObject({ sortTime: "1970-01-01 00:00:00" });
  });
});

test("throws nothing but its own error, on any JSON", () => {
  const fields = fc.record(
    {
      event: fc.jsonValue(),
      message: fc.jsonValue(),
      carrier_id: fc.jsonValue(),
      tracking_number: fc.jsonValue(),
      order_status_code: fc.jsonValue(),
      items: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.record(
            {
              context: fc.jsonValue(),
              time: fc.jsonValue(),
              order_status_code: fc.jsonValue(),
            },
            { requiredKeys: [] },
          ),
        ),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fields), (json) => {
      try {
        parsePush(json);
      } catch (error) {
        expect(error).toBeInstanceOf(KeyDeliveryPushError);
      }
    }),
    { numRuns: 1_000 },
  );
});
