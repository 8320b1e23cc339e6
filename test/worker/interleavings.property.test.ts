import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { domain, fulfillment, useCore } from "./use-core.ts";

const { core, deliver, drain, shipments, database } = useCore();
const start = Date.parse("2026-11-20T10:00:00Z");
let nextRun = 0;

/** What the merchant made of a fulfillment, one change after the other. */
type Version = {
  numbers: number[];
  company: string;
  status: string;
  city: string;
};
const version: fc.Arbitrary<Version> = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
  company: fc.constantFrom("UPS", "FedEx"),
  status: fc.constantFrom("success", "success", "success", "cancelled"),
  city: fc.constantFrom("Toronto", "Ottawa"),
});
/** The versions, and the order in which their webhooks come: each at least once. */
const history = fc
  .array(version, { minLength: 2, maxLength: 5 })
  .chain((versions) => {
    const indices = versions.map((_one, at) => at);
    return fc.record({
      versions: fc.constant(versions),
      order: fc
        .tuple(
          fc.shuffledSubarray(indices, { minLength: indices.length }),
          fc.array(fc.constantFrom(...indices), { maxLength: 4 }),
        )
        .chain(([all, again]) => {
          const deliveries = [...all, ...again];
          return fc
            .shuffledSubarray(
              deliveries.map((_one, at) => at),
              { minLength: deliveries.length },
            )
            .map((places) => places.map((place) => deliveries[place]!));
        }),
    });
  });

/** One fulfillment of its own for each run: what earlier runs left behind stays out of the way. */
function bodiesOf(versions: Version[]) {
  const run = nextRun++;
  const first = fulfillment();
  return versions.map((one, at) => ({
    ...first,
    status: one.status,
    tracking_company: one.company,
    tracking_numbers: one.numbers.map((number) => `R${run}N${number}`),
    destination: { city: one.city },
    // Two by two within one second.
    updated_at: new Date(start + Math.floor(at / 2) * 60_000).toISOString(),
  }));
}

type Body = ReturnType<typeof bodiesOf>[number];

const tell = (body: Body, at: number) =>
  deliver(
    at === 0 ? "fulfillments/create" : "fulfillments/update",
    body,
    domain,
    new Date(start + at),
  );

/** The parcels that are followed in the end; numbers without their run. */
async function live(body: Body) {
  const fulfillment = await database.db.fulfillment.findFirstOrThrow({
    where: { gid: body.admin_graphql_api_id },
  });
  const rows = await shipments();
  return rows
    .filter(
      (row) => row.fulfillmentId === fulfillment.id && row.endedAt === null,
    )
    .map((row) => ({
      number: row.number.replace(/^R\d+/, ""),
      hold: row.hold,
      carrierId: row.carrierId,
      city: row.destinationCity,
      tracking: row.tracking?.registration ?? null,
    }))
    .sort((one, other) => (one.number < other.number ? -1 : 1));
}

const runs = { numRuns: 25 };

describe("the webhooks of a fulfillment, whatever order and however often they come,", () => {
  it(
    "leave the parcels that they leave in their own order",
    { timeout: 180_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ versions, order }) => {
          const inOrder = bodiesOf(versions);
          for (const [at, body] of inOrder.entries()) await tell(body, at);
          const shuffled = bodiesOf(versions);
          for (const at of order) await tell(shuffled[at]!, at);
          expect(await live(shuffled[0]!)).toEqual(await live(inOrder[0]!));
        }),
        runs,
      );
    },
  );

  it(
    "register each carrier and number once, and what is followed in the end",
    { timeout: 180_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          history,
          fc.infiniteStream(fc.boolean()),
          async ({ versions, order }, drains) => {
            const bodies = bodiesOf(versions);
            for (const at of order) {
              await tell(bodies[at]!, at);
              if (drains.next().value) await drain();
            }
            await drain();
            const followed = await live(bodies[0]!);
            const last = versions.at(-1)!;
            expect(followed.map(({ number }) => number)).toEqual(
              last.status === "cancelled"
                ? []
                : last.numbers.length === 0
                  ? [""]
                  : last.numbers.map((one) => `N${one}`).sort(),
            );
            for (const { number, tracking } of followed)
              expect(tracking).toBe(number === "" ? null : "registered");
            expect(core.keydelivery.journal.needlessCreates()).toEqual([]);
          },
        ),
        runs,
      );
    },
  );
});
