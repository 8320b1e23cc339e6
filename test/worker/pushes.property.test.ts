import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fulfillment, useCore } from "./use-core.ts";

const { deliver, drain, push, tracking, database } = useCore();
let nextRun = 0;

type Item = { time: string; context: string; order_status_code?: string };
type Report = { order_status_code?: number; items: Item[] };

const codes = ["0", "1", "5", "8", "204", "208"];
const times = [
  "2026-11-20 08:00:00",
  "2026-11-20 20:00:00",
  "2026-11-21 09:00:00",
  "2026-11-21 09:00:00",
  "2026-11-22 18:30:00",
  "not a time",
];
const item: fc.Arbitrary<Item> = fc.record({
  time: fc.constantFrom(...times),
  context: fc.constantFrom("Departed", "Arrived", "With the courier"),
  order_status_code: fc.constantFrom(...codes),
});
/** What KeyDelivery sends while a parcel moves: each push has the whole history so far. */
const history: fc.Arbitrary<Report[]> = fc
  .tuple(
    fc.array(item, { minLength: 1, maxLength: 4 }),
    fc.constantFrom(undefined, 3, 4),
  )
  .map(([items, end]) => {
    const reports: Report[] = items.map((_one, at) => ({
      items: items.slice(0, at + 1),
    }));
    const final = { time: "2026-11-23 07:00:00", context: "The end" };
    if (end) reports.push({ order_status_code: end, items: [...items, final] });
    return reports;
  });
/** Each report whole, and cut in two, some of them again, in any order. */
const scattered = (reports: Report[]) => {
  const halves = reports.flatMap(({ items }) => [
    { items: items.slice(0, 1) },
    { items: items.slice(1) },
  ]);
  const all = [...reports, ...halves, ...reports.slice(-1)];
  return fc.shuffledSubarray(all, { minLength: all.length });
};

/** A parcel of its own for each telling; what it is in the end. */
async function tell(reports: Report[], afterEach?: (status: string) => void) {
  const number = `PR${nextRun++}`;
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
  );
  await drain();
  const { id, ref } = await tracking(number);
  for (const report of reports) {
    await push(ref, {
      carrier_id: "ups",
      tracking_number: number,
      ...report,
    });
    if (afterEach) afterEach((await tracking(number)).status);
  }
  const end = await tracking(number);
  const events = await database.db.trackingEvent.findMany({
    where: { trackingId: id, kind: "item" },
    omit: { trackingId: true, firstSeenAt: true },
    orderBy: { identity: "asc" },
  });
  return {
    status: end.status,
    statusCode: end.statusCode,
    statusTime: end.statusTime,
    lastEventTime: end.lastEventTime,
    events,
  };
}

const runs = { numRuns: 20 };
const long = { timeout: 180_000 };

describe("the pushes of a parcel", () => {
  it(
    "give the same parcel in any order, repeated and split",
    long,
    async () => {
      const tellings = history.chain((reports) =>
        fc.tuple(fc.constant(reports), scattered(reports)),
      );
      await fc.assert(
        fc.asyncProperty(tellings, async ([inOrder, anyhow]) => {
          expect(await tell(anyhow)).toEqual(await tell(inOrder));
        }),
        runs,
      );
    },
  );

  it(
    "give the same status when only some come, if the last whole one is among them",
    long,
    async () => {
      const tellings = history.chain((reports) =>
        fc.tuple(
          fc.constant(reports),
          fc
            .subarray(reports.slice(0, -1))
            .map((some) => [...some, ...reports.slice(-1)]),
        ),
      );
      await fc.assert(
        fc.asyncProperty(tellings, async ([all, some]) => {
          const { status, statusCode, statusTime } = await tell(all);
          expect(await tell(some)).toMatchObject({
            status,
            statusCode,
            statusTime,
          });
        }),
        runs,
      );
    },
  );

  it("never take a parcel back from delivered or returned", long, async () => {
    const anything: fc.Arbitrary<Report> = fc.record(
      {
        order_status_code: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 14, 99),
        message: fc.constantFrom("", "No status update for 60 days"),
        items: fc.array(item, { maxLength: 3 }),
      },
      { requiredKeys: ["items"] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(anything, { minLength: 2, maxLength: 6 }),
        async (reports) => {
          const seen: string[] = [];
          await tell(reports, (status) => seen.push(status));
          const isFinal = (one: string) =>
            one === "delivered" || one === "returned";
          const first = seen.findIndex(isFinal);
          expect(first < 0 || seen.slice(first).every(isFinal)).toBe(true);
        },
      ),
      runs,
    );
  });
});
