import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import {
  emptyQuery,
  listSorts,
  listUrl,
  shippedPeriods,
  writeListQuery,
  type ListQuery,
} from "#app/features/shipments/list-query.ts";
import {
  keptStatesOf,
  listViewNames,
  registrationFilterOf,
  registrationFilters,
} from "#app/features/shipments/list-views.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";

const read = (address: string) => readListQuery(new URLSearchParams(address));
const day = fc
  .date({
    min: new Date("2000-01-01"),
    max: new Date("2099-12-31"),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));
const some = <Value extends string>(values: readonly Value[]) =>
  fc.subarray([...values]).map((chosen) => chosen.toSorted());
const orNull = <Value>(value: fc.Arbitrary<Value>) =>
  fc.option(value, { nil: null });

const dates = fc.oneof(
  fc.constant({ from: null, to: null }),
  fc.constantFrom(...shippedPeriods).map((from) => ({ from, to: null })),
  fc
    .tuple(orNull(day), orNull(day))
    .map(([from, to]) =>
      from && to && to < from ? { from: to, to: from } : { from, to },
    ),
);
const query: fc.Arbitrary<ListQuery> = fc
  .record({
    view: fc.constantFrom(...listViewNames),
    saved: orNull(fc.uuid()),
    status: some(shipmentStatuses),
    carrier: some(["dhl_de", "fedex", "ups-mi", "4px"]),
    country: some(["DE", "FR", "US"]),
    registration: some(registrationFilters),
    sort: fc.constantFrom(...listSorts),
    q: fc.string({ maxLength: 60 }).map((text) => text.trim()),
    dates,
  })
  .map(({ dates, ...rest }) => ({ ...rest, ...dates }));

describe("the address of the list", () => {
  it("says what was chosen, and nothing else", () => {
    fc.assert(
      fc.property(query, (chosen) => {
        const url = new URL(listUrl(chosen, "abc"), "https://app.example");
        expect(readListQuery(url.searchParams)).toEqual(chosen);
        expect(url.searchParams.get("cursor")).toBe("abc");
      }),
    );
  });

  it("is as if nonsense were not in it", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.oneof(fc.constantFrom(...Object.keys(emptyQuery)), fc.string()),
            fc.string({ unit: "binary" }),
          ),
        ),
        (params) => {
          const found = readListQuery(new URLSearchParams(params));
          expect(
            readListQuery(new URLSearchParams(writeListQuery(found))),
          ).toEqual(found);
        },
      ),
    );
  });

  it.each([
    ["view=nowhere&sort=by_name&from=yesterday&to=2026-13-40", {}],
    ["status=delivered,nonsense,delivered", { status: ["delivered"] }],
    ["status=delivered&status=expired", { status: ["delivered", "expired"] }],
    ["carrier=UPS!,ups", { carrier: ["ups"] }],
    ["country=de,DE", { country: ["DE"] }],
    ["from=2026-11-10&to=2026-11-01", { from: "2026-11-10" }],
    ["from=7d&to=2026-11-01", { from: "7d" }],
    ["saved=1", {}],
  ])("%s", (address, expected) => {
    expect(read(address)).toEqual({ ...emptyQuery, ...expected });
  });

  it("is short where nothing was chosen", () => {
    expect(listUrl(emptyQuery)).toBe("/app/shipments");
    expect(
      listUrl({ ...emptyQuery, view: "delivered", carrier: ["ups", "usps"] }),
    ).toBe("/app/shipments?view=delivered&carrier=ups,usps");
  });
});

describe("what the list is to hold", () => {
  const shop = { id: "shop", timeZone: "America/New_York" };
  const now = new Date("2026-11-24T02:00:00Z");
  const conditions = (address: string) =>
    conditionsOf(read(address), shop, now);

  it("counts days in the shop's time zone", () => {
    expect(conditions("from=today")).toMatchObject({
      shippedFrom: new Date("2026-11-23T05:00:00Z"),
      shippedBefore: null,
    });
    expect(conditions("from=7d").shippedFrom).toEqual(
      new Date("2026-11-17T05:00:00Z"),
    );
    // The clocks went back on the first.
    expect(conditions("from=2026-11-01&to=2026-11-01")).toMatchObject({
      shippedFrom: new Date("2026-11-01T04:00:00Z"),
      shippedBefore: new Date("2026-11-02T05:00:00Z"),
    });
  });

  it("is what all filters let through", () => {
    expect(conditions("").states).toBeNull();
    expect(
      conditions("view=in_transit&status=customs,delivered").states,
    ).toEqual(["customs"]);
    expect(conditions("registration=failed&status=delivered").states).toEqual(
      [],
    );
    expect(conditions("registration=waiting").states).toEqual([
      "detecting",
      "checking_rules",
      "waiting",
    ]);
  });

  it("has a registration filter for every state", () => {
    const found = keptStatesOf(shipmentStatuses).map(registrationFilterOf);
    expect(new Set(found)).toEqual(new Set(registrationFilters));
  });
});
