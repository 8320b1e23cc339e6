import { describe, expect, it } from "vitest";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import { deriveStatus } from "#app/features/trackings/derive-status.ts";

type Fact = Parameters<typeof deriveStatus>[0][number];

const factOf = (fact: Partial<Fact>): Fact => ({
  kind: "item",
  sortTime: "2026-11-22 10:00:00",
  code: null,
  expired: false,
  ...fact,
});
const statusOf = (...facts: Partial<Fact>[]) => deriveStatus(facts.map(factOf));

describe("of two facts of the same time", () => {
  // Each the code of a status that tells more than the one before.
  const codes = [
    "99",
    "101",
    "1",
    "0",
    "8",
    "5",
    "501",
    "208",
    "204",
    "2",
    "6",
  ];

  it.each(codes.slice(1).map((code, index) => [codes[index]!, code]))(
    "code %s gives way to %s, whichever comes first",
    (less, more) => {
      const { status } = lookUpStatus(more);
      for (const told of [
        [less, more],
        [more, less],
      ])
        expect(statusOf(...told.map((code) => ({ code })))).toMatchObject({
          status,
          code: more,
        });
    },
  );

  it.each([
    ["3", "4", "returned"],
    ["301", "302", "delivered"],
    ["101", "102", "info_received"],
  ])("code %s gives way to %s: %s", (less, more, status) => {
    for (const told of [
      [less, more],
      [more, less],
    ])
      expect(statusOf(...told.map((code) => ({ code })))).toMatchObject({
        status,
        code: more,
      });
  });

  it("the headline speaks, whichever comes first", () => {
    const headline = { kind: "headline" as const, code: "1" };
    const item = { code: "5" };
    for (const told of [
      [headline, item],
      [item, headline],
    ])
      expect(statusOf(...told).code).toBe("1");
  });
});

describe("what is said of a status", () => {
  const at = "2026-11-22 10:00:00";

  it("is the code and the time of the fact that spoke, and when the last scan was", () => {
    expect(
      statusOf({ code: "3" }, { code: "2", sortTime: "2026-11-23 08:00:00" }),
    ).toEqual({
      status: "delivered",
      code: "3",
      time: at,
      lastEventTime: "2026-11-23 08:00:00",
    });
  });

  it("has no time where the fact that spoke has none", () => {
    expect(statusOf({ code: "0", sortTime: "" })).toEqual({
      status: "in_transit",
      code: "0",
      time: null,
      lastEventTime: null,
    });
  });

  it("has the time of the last scan, and no code, where no scan has one", () => {
    expect(statusOf({}, { sortTime: "2026-11-21 10:00:00" })).toEqual({
      status: "in_transit",
      code: null,
      time: at,
      lastEventTime: at,
    });
    expect(statusOf()).toEqual({
      status: "pending",
      code: null,
      time: null,
      lastEventTime: null,
    });
  });

  it("has the time that an expired mark is bound to, where there is one", () => {
    const mark = { kind: "headline" as const, expired: true };
    expect(statusOf({ ...mark, code: "0" }, { code: "0" })).toEqual({
      status: "expired",
      code: null,
      time: at,
      lastEventTime: at,
    });
    expect(statusOf({ ...mark, sortTime: "" })).toMatchObject({
      status: "expired",
      time: null,
    });
  });

  it("counts a headline as no scan", () => {
    const headline = { kind: "headline" as const, code: null };
    expect(statusOf(headline)).toMatchObject({
      status: "pending",
      lastEventTime: null,
    });
  });
});

describe("a time at the edge of the window", () => {
  const window = { from: "2026-11-20 00:00:00", until: "2026-11-25 00:00:00" };
  const within = (...facts: Partial<Fact>[]) =>
    deriveStatus(facts.map(factOf), window);

  it("counts on both sides, and not a second beyond", () => {
    expect(within({ code: "1", sortTime: window.from }).status).toBe(
      "accepted",
    );
    expect(within({ code: "1", sortTime: "2026-11-19 23:59:59" }).status).toBe(
      "pending",
    );
    expect(within({ code: "1", sortTime: window.until }).time).toBe(
      window.until,
    );
    expect(
      within({ code: "1", sortTime: "2026-11-25 00:00:01" }),
    ).toMatchObject({ status: "accepted", time: null, lastEventTime: null });
  });

  it("does not matter to a fact without a time", () => {
    expect(within({ code: "1", sortTime: "" }).status).toBe("accepted");
  });
});
