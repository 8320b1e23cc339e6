import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fulfillment, useCore } from "./use-core.ts";

const { core, deliver, drain, detect, database } = useCore();
const start = Date.parse("2026-11-20T10:00:00Z");
const runs = { numRuns: 30 };
const long = { timeout: 180_000 };
let nextRun = 0;

/** What the merchant made of a fulfillment, one change after the other. */
type Step = {
  numbers: number[];
  company: string | null;
  status: string;
  city: string;
  minutes: number;
};
const step: fc.Arbitrary<Step> = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
  // Certain, another name of it, left to detection, known to nobody, none.
  company: fc.constantFrom(
    ...["UPS", "UPS", "United Parcel Service", "FedEx", "DHL"],
    ...["My cousin's van", null],
  ),
  status: fc.constantFrom(
    ...["success", "success", "success", "open", "cancelled", "failure"],
  ),
  city: fc.constantFrom("Toronto", "Ottawa"),
  minutes: fc.integer({ min: 1, max: 3_000 }),
});
const steps = fc.array(step, { minLength: 1, maxLength: 5 });

/** Each delivery at least once, in any order. */
const anyhow = (count: number) => {
  const places = Array.from({ length: count }, (_, at) => at);
  return fc.array(fc.constantFrom(...places), { maxLength: 3 }).chain((again) =>
    fc
      .shuffledSubarray(
        [...places, ...again].map((place, at) => ({ place, at })),
        {
          minLength: count + again.length,
        },
      )
      .map((order) => order.map(({ place }) => place)),
  );
};
const told = steps.chain((made) =>
  fc.record({ made: fc.constant(made), order: anyhow(made.length) }),
);

/** One fulfillment and numbers of its own for each telling. Some begin with what detection knows. */
function bodiesOf(made: Step[]) {
  const run = nextRun++;
  const first = fulfillment();
  let time = start;
  return made.map(({ numbers, company, status, city, minutes }) => ({
    ...first,
    status,
    tracking_company: company,
    tracking_numbers: numbers.map(
      (number) => `${number % 2 ? "1Z" : "N"}${run}R${number}`,
    ),
    destination: { city },
    updated_at: new Date((time += minutes * 60_000)).toISOString(),
  }));
}
type Body = ReturnType<typeof bodiesOf>[number];

const tell = (body: Body, place: number) =>
  deliver(place === 0 ? "fulfillments/create" : "fulfillments/update", body);

const parcelsOf = (body: Body) =>
  database.db.shipment.findMany({
    where: { fulfillment: { gid: body.admin_graphql_api_id } },
    include: { tracking: true },
    orderBy: { number: "asc" },
  });

/** Runs what waits for KeyDelivery as its jobs do: a detection comes after the creates that wait. */
async function settle(body: Body) {
  await drain();
  for (const { id, hold } of await parcelsOf(body)) {
    if (hold === "detecting") await detect(id);
    await drain();
  }
}

const withoutRun = (number: string) => number.replace(/\d+R/, "R");

/** The fulfillment and the parcels that are followed; numbers without their run. */
async function outcomeOf(body: Body) {
  const fulfillment = await database.db.fulfillment.findFirstOrThrow({
    where: { gid: body.admin_graphql_api_id },
    select: {
      status: true,
      shopifyStatus: true,
      trackingCompany: true,
      endReason: true,
    },
  });
  const parcels = await parcelsOf(body);
  const live = parcels
    .filter(({ endedAt }) => endedAt === null)
    .map((one) => ({
      number: withoutRun(one.number),
      numberRaw: withoutRun(one.numberRaw),
      hold: one.hold,
      holdReason: one.holdReason,
      carrierId: one.carrierId,
      endReason: one.endReason,
      city: one.destinationCity,
      tracking: one.tracking?.registration ?? null,
    }));
  return { fulfillment, live };
}

/** Trackings that no parcel of a telling's needs. Each telling has numbers of its own. */
async function unneededOf(bodies: Body[]) {
  const parcels = await parcelsOf(bodies[0]!);
  const needed = parcels.flatMap(({ endedAt, trackingId }) =>
    endedAt === null && trackingId ? [trackingId] : [],
  );
  const number = { in: bodies.flatMap((body) => body.tracking_numbers) };
  return database.db.tracking.findMany({
    where: { number, id: { notIn: needed } },
  });
}

const isEnded = ({ status }: { status: string }) =>
  status === "cancelled" || status === "failure";

/** The numbers that are followed once the last change is known, without their run. */
const wanted = (body: Body) => {
  if (isEnded(body)) return [];
  const numbers = body.tracking_numbers.map(withoutRun).sort();
  return numbers.length > 0 ? numbers : [""];
};

describe("a fulfillment's webhooks, in any order and again,", () => {
  it(
    "leave what they leave in their own order: parcels, and trackings that wait or sleep",
    long,
    async () => {
      await fc.assert(
        fc.asyncProperty(told, async ({ made, order }) => {
          const inOrder = bodiesOf(made);
          for (const [place, body] of inOrder.entries())
            await tell(body, place);
          const shuffled = bodiesOf(made);
          for (const place of order) await tell(shuffled[place]!, place);
          const left = await outcomeOf(shuffled[0]!);
          expect(left).toEqual(await outcomeOf(inOrder[0]!));
          expect(left.live.map(({ number }) => number)).toEqual(
            wanted(shuffled.at(-1)!),
          );
          for (const bodies of [inOrder, shuffled])
            for (const { registration } of await unneededOf(bodies))
              expect(registration).toBe("dormant");
        }),
        runs,
      );
    },
  );

  it(
    "leave what they leave in their own order, with KeyDelivery asked in between",
    long,
    async () => {
      const flags = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(told, flags, async ({ made, order }, settles) => {
          const inOrder = bodiesOf(made);
          for (const [place, body] of inOrder.entries())
            await tell(body, place);
          await settle(inOrder[0]!);
          const shuffled = bodiesOf(made);
          for (const [turn, place] of order.entries()) {
            await tell(shuffled[place]!, place);
            if (settles[turn]) await settle(shuffled[place]!);
          }
          await settle(shuffled[0]!);
          const left = await outcomeOf(shuffled[0]!);
          expect(left).toEqual(await outcomeOf(inOrder[0]!));
          for (const { hold, tracking } of left.live)
            expect(tracking).toBe(hold === "none" ? "registered" : null);
          for (const { registration, nextCheckAt } of await unneededOf(
            shuffled,
          )) {
            expect(["registered", "dormant"]).toContain(registration);
            expect(nextCheckAt).toBeNull();
          }
          expectEachCreatedOnce();
        }),
        runs,
      );
    },
  );

  it(
    "leave nothing to follow, when the order is deleted while they come",
    long,
    async () => {
      const deleted = told.chain(({ made, order }) =>
        fc.record({
          made: fc.constant(made),
          order: fc.constant(order),
          at: fc.integer({ min: 0, max: order.length }),
          settles: fc.boolean(),
        }),
      );
      await fc.assert(
        fc.asyncProperty(deleted, async ({ made, order, at, settles }) => {
          const bodies = bodiesOf(made);
          for (const place of order.slice(0, at))
            await tell(bodies[place]!, place);
          if (settles) await settle(bodies[0]!);
          await deliver("orders/delete", { id: bodies[0]!.order_id });
          for (const place of order.slice(at))
            await tell(bodies[place]!, place);
          expect(await outcomeOf(bodies[0]!)).toMatchObject({
            fulfillment: { endReason: "order_deleted" },
            live: [],
          });
          for (const one of await unneededOf(bodies))
            expect(one).toMatchObject({
              registration: settles
                ? (expect.any(String) as string)
                : "dormant",
              nextCheckAt: null,
            });
        }),
        runs,
      );
    },
  );
});

/** Calls, not acceptances: KeyDelivery accepts a pair once whatever is asked. */
function expectEachCreatedOnce() {
  const { journal } = core.keydelivery;
  const created = journal.requests
    .filter(({ endpoint }) => endpoint === "create")
    .map(({ carrierId, number }) => `${carrierId} ${number}`);
  expect(new Set(created).size).toBe(created.length);
  expect(journal.accepted()).toHaveLength(created.length);
  for (const { count } of journal.accepted()) expect(count).toBe(1);
}
