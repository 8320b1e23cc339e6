import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveStatus } from "#app/features/trackings/derive-status.ts";
import {
  factsOf,
  mergeFacts,
  type Fact,
  type Report,
} from "#app/features/trackings/facts.ts";

const item = (time: string, code: string | null, context = `scan ${code}`) => ({
  timeText: time,
  sortTime: time,
  context,
  code,
  description: null,
  area: null,
  location: null,
});
const report = (
  statusCode: string | null,
  items: Report["items"],
  expired = false,
): Report => ({ statusCode, items, expired });
const known = (...reports: Report[]) => {
  const facts = new Map<string, Fact>();
  for (const fact of reports.flatMap(factsOf)) {
    const earlier = facts.get(fact.identity);
    facts.set(fact.identity, earlier ? mergeFacts(earlier, fact) : fact);
  }
  return [...facts.values()];
};
const statusOf = (...reports: Report[]) =>
  deriveStatus(known(...reports)).status;

const picked = item("2026-11-20 18:02:11", "1");
const moving = item("2026-11-21 09:00:00", "0");
const out = item("2026-11-22 08:47:02", "5");
const delivered = item("2026-11-22 15:00:00", "3");

describe("deriveStatus", () => {
  it("is pending while nothing is known", () => {
    expect(statusOf()).toBe("pending");
  });

  it("takes the newest item, whatever order the items come in", () => {
    expect(statusOf(report(null, [picked, out, moving]))).toBe(
      "out_for_delivery",
    );
  });

  it("lets the headline speak before an item of the same time", () => {
    expect(statusOf(report("501", [out, picked]))).toBe("ready_for_pickup");
  });

  it("stays delivered when a later scan says something else", () => {
    const late = item("2026-11-23 10:00:00", "2");
    expect(
      statusOf(report("3", [delivered]), report("2", [late, delivered])),
    ).toBe("delivered");
  });

  it("moves from delivered to returned when the return is later", () => {
    const returned = item("2026-11-25 10:00:00", "4");
    expect(
      statusOf(report("3", [delivered]), report("4", [returned, delivered])),
    ).toBe("returned");
  });

  it("stays delivered when the return came before it", () => {
    const returned = item("2026-11-21 10:00:00", "4");
    expect(statusOf(report("3", [delivered, returned]))).toBe("delivered");
  });

  it("expires when no item is later than the mark", () => {
    expect(statusOf(report("0", [moving, picked], true))).toBe("expired");
  });

  it("comes back from expired when a later item arrives", () => {
    expect(
      statusOf(report("0", [moving], true), report("5", [out, moving])),
    ).toBe("out_for_delivery");
  });

  it("expires without any item", () => {
    expect(statusOf(report(null, [], true))).toBe("expired");
  });

  it("does not expire what was delivered", () => {
    expect(statusOf(report("3", [delivered], true))).toBe("delivered");
  });

  it("shows scans without a code as on the way", () => {
    expect(statusOf(report(null, [item("2026-11-21 09:00:00", null)]))).toBe(
      "in_transit",
    );
  });

  it("shows an unknown code as unknown", () => {
    expect(statusOf(report("77", [item("2026-11-21 09:00:00", null)]))).toBe(
      "unknown",
    );
  });

  it("takes a headline without items as the earliest fact", () => {
    expect(statusOf(report("1", []), report("5", [out]))).toBe(
      "out_for_delivery",
    );
    expect(statusOf(report("1", []))).toBe("accepted");
  });

  it("leaves out what an earlier parcel of the same number left behind", () => {
    const facts = known(
      report("3", [delivered]),
      report("0", [item("2027-03-01 10:00:00", "0")]),
    );
    expect(deriveStatus(facts, { from: "2027-02-10 00:00:00" }).status).toBe(
      "in_transit",
    );
  });

  it("does not let one scan of an impossible date silence what follows", () => {
    const facts = known(
      report("101", [item("2099-01-01 00:00:00", "101")]),
      report("5", [out]),
    );
    const derived = deriveStatus(facts, { until: "2026-11-25 00:00:00" });
    expect(derived).toMatchObject({
      status: "out_for_delivery",
      lastEventTime: out.sortTime,
    });
  });

  it("keeps a delivery whose date is impossible", () => {
    const facts = known(report("3", [item("2099-01-01 00:00:00", "3"), out]));
    expect(deriveStatus(facts, { until: "2026-11-25 00:00:00" }).status).toBe(
      "delivered",
    );
  });

  it("says when the last event was", () => {
    expect(deriveStatus(known(report("5", [out, picked]))).lastEventTime).toBe(
      "2026-11-22 08:47:02",
    );
  });
});

const anyReport: fc.Arbitrary<Report> = fc.record({
  statusCode: fc.option(
    fc.constantFrom("0", "1", "2", "3", "4", "5", "6", "8", "14", "501", "99"),
  ),
  expired: fc.boolean(),
  items: fc.array(
    fc
      .record({
        timeText: fc.constantFrom(
          "2026-11-20 10:00:00",
          "2026-11-21 10:00:00",
          "2026-11-22 10:00:00",
          "x",
        ),
        context: fc.constantFrom("a", "A ", "b", ""),
        code: fc.option(fc.constantFrom("0", "1", "3", "4", "5", "204")),
        description: fc.option(fc.constantFrom("one", "two")),
        area: fc.option(fc.constantFrom("here", "there")),
        location: fc.constant(null),
      })
      .map((one) => ({
        ...one,
        sortTime: one.timeText === "x" ? "" : one.timeText,
      })),
    { maxLength: 6 },
  ),
});

describe("a history of pushes", () => {
  it("gives the same status in any order, however often each comes", () => {
    fc.assert(
      fc.property(
        fc.array(anyReport, { maxLength: 6 }).chain((reports) =>
          fc.tuple(
            fc.constant(reports),
            fc.shuffledSubarray([...reports, ...reports], {
              minLength: reports.length * 2,
            }),
          ),
        ),
        ([reports, shuffled]) => {
          expect(deriveStatus(known(...shuffled))).toEqual(
            deriveStatus(known(...reports)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never moves back from delivered or returned to a status on the way", () => {
    fc.assert(
      fc.property(
        fc.array(anyReport, { minLength: 1, maxLength: 6 }),
        anyReport,
        (reports, later) => {
          const before = statusOf(...reports);
          fc.pre(before === "delivered" || before === "returned");
          expect(["delivered", "returned"]).toContain(
            statusOf(...reports, later),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
