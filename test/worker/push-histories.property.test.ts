import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import { fulfillment, useCore } from "./use-core.ts";

const { deliver, drain, push, tracking, database } = useCore();
const runs = { numRuns: 30 };
const long = { timeout: 180_000 };
const expiry = "No status update for 60 days";
let nextRun = 0;

type Item = Record<"time" | "context", string> & {
  order_status_code: string | null;
} & Partial<Record<"area_name" | "order_status_description", string>>;
type Report = {
  order_status_code?: string | null;
  message?: string;
  items: Item[];
};

// Real ones, fallen back to, and of nobody.
const code = fc.constantFrom(
  ...["0", "1", "2", "3", "4", "5", "6", "8", "14", "101", "204", "301"],
  ...["305", "401", "501", "1001", "77", "null", "x"],
);
const anyTime = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(8, 9, 10, 11).map((hour) => at(hour)),
  },
  fc.constantFrom("2026/11/21 9:00", "soon", "", "2099-01-01 00:00:00"),
  fc.constantFrom("2020-01-01 00:00:00", "2026-02-30 10:00:00", "null"),
);
// Some are the same once they are normalised.
const context = fc.constantFrom(
  "Departed",
  "departed ",
  "Ｄeparted",
  "Arrived",
  "",
);
const item: fc.Arbitrary<Item> = fc.record(
  {
    time: anyTime,
    context,
    order_status_code: fc.option(code),
    area_name: fc.constantFrom("Lyon", "Nice", "null"),
    order_status_description: fc.constantFrom("one", "two"),
  },
  { requiredKeys: ["time", "context", "order_status_code"] },
);
const report: fc.Arbitrary<Report> = fc.record(
  {
    order_status_code: fc.option(code),
    message: fc.constantFrom("", expiry),
    items: fc.array(item, { maxLength: 4 }),
  },
  { requiredKeys: ["items"] },
);

const at = (hour: number) =>
  `2026-11-21 ${String(hour).padStart(2, "0")}:00:00`;

/** The same pushes, each at least once, in any order. */
const anyhow = (reports: Report[]) =>
  fc.shuffledSubarray([...reports, ...reports], {
    minLength: reports.length * 2,
  });
/** Parts of pushes: some of the items, without what the push says as a whole. */
const partsOf = (reports: Report[]) =>
  fc
    .tuple(...reports.map(({ items }) => fc.subarray(items)))
    .map((parts) => parts.map((items): Report => ({ items })));

async function createParcel() {
  const number = `PH${nextRun++}`;
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
  );
  await drain();
  return tracking(number);
}

type Seen = { status: string; statusTime: string | null };

/** A parcel of its own for each telling; what it and its facts are in the end. */
async function tell(reports: Report[], afterEach?: (seen: Seen) => void) {
  const { id, ref, number } = await createParcel();
  for (const one of reports) {
    const body = { carrier_id: "ups", tracking_number: number, ...one };
    expect(await push(ref, body)).toMatchObject({ outcome: "applied" });
    if (afterEach) afterEach(await tracking(number));
  }
  const end = await tracking(number);
  const events = await database.db.trackingEvent.findMany({
    where: { trackingId: id },
    omit: { trackingId: true, firstSeenAt: true },
    orderBy: { identity: "asc" },
  });
  const { status, statusCode, statusTime, lastEventTime } = end;
  return { status, statusCode, statusTime, lastEventTime, events };
}

describe("whatever a tracking's pushes say", () => {
  it(
    "it is the same with all its facts, when they come in any order and again",
    long,
    async () => {
      const tellings = fc
        .array(report, { minLength: 1, maxLength: 4 })
        .chain((reports) => fc.tuple(fc.constant(reports), anyhow(reports)));
      await fc.assert(
        fc.asyncProperty(tellings, async ([inOrder, shuffled]) => {
          expect(await tell(shuffled)).toEqual(await tell(inOrder));
        }),
        runs,
      );
    },
  );

  it(
    "it is the same with all its facts, when parts come in between",
    long,
    async () => {
      const tellings = fc
        .array(report, { minLength: 1, maxLength: 3 })
        .chain((reports) => fc.tuple(fc.constant(reports), partsOf(reports)))
        .chain(([reports, parts]) =>
          fc.tuple(fc.constant(reports), anyhow([...reports, ...parts])),
        );
      await fc.assert(
        fc.asyncProperty(tellings, async ([whole, mixed]) => {
          expect(await tell(mixed)).toEqual(await tell(whole));
        }),
        runs,
      );
    },
  );
});

/** What KeyDelivery sends while a parcel moves: the whole history each time, its newest scan's code above. */
const growing: fc.Arbitrary<Report[]> = fc
  .array(fc.tuple(code, context), { minLength: 1, maxLength: 5 })
  .chain((scans) => {
    const items = scans.map(([order_status_code, context], hour) => ({
      time: at(hour),
      context,
      order_status_code,
    }));
    const reports = items.map(({ order_status_code }, newest) => ({
      order_status_code,
      items: items.slice(0, newest + 1),
    }));
    return fc
      .boolean()
      .map((isExpired) =>
        isExpired
          ? [...reports, { ...reports.at(-1)!, message: expiry }]
          : reports,
      );
  });

it(
  "loses nothing by pushes that are lost, when the last whole one comes",
  long,
  async () => {
    const tellings = growing.chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc
          .subarray(reports.slice(0, -1))
          .chain((some) => anyhow([...some, reports.at(-1)!])),
      ),
    );
    await fc.assert(
      fc.asyncProperty(tellings, async ([all, some]) => {
        const { status, statusCode, statusTime, lastEventTime } =
          await tell(all);
        expect(await tell(some)).toMatchObject({
          status,
          statusCode,
          statusTime,
          lastEventTime,
        });
      }),
      runs,
    );
  },
);

it(
  "never moves back from delivered or returned, and from one to the other only by a later fact",
  long,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(report, { minLength: 2, maxLength: 6 }),
        async (reports) => {
          let before: Seen | undefined;
          await tell(reports, (seen) => {
            if (before && isFinal(before)) {
              expect(isFinal(seen)).toBe(true);
              expect((seen.statusTime ?? "") >= (before.statusTime ?? "")).toBe(
                true,
              );
            }
            before = seen;
          });
        },
      ),
      runs,
    );
  },
);

it(
  "is delivered or returned for ever after, when one headline among any pushes says so",
  long,
  async () => {
    const ends = fc.constantFrom("3", "4", "301", "305");
    await fc.assert(
      fc.asyncProperty(
        fc.array(report, { maxLength: 3 }),
        ends,
        fc.array(report, { maxLength: 3 }),
        async (before, end, after) => {
          expect(isFinal(lookUpStatus(end))).toBe(true);
          const final = { order_status_code: end, items: [] };
          expect(isFinal(await tell([...before, final, ...after]))).toBe(true);
        },
      ),
      runs,
    );
  },
);

const isFinal = ({ status }: Pick<Seen, "status">) =>
  status === "delivered" || status === "returned";
