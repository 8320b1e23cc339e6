import { expect, it } from "vitest";
import { trackNumbers } from "#app/use-cases/track-numbers.server.ts";
import { sentWhile } from "#test/support/count-statements.ts";
import { fulfillment, later, useCore } from "./use-core.ts";

const { database, core, deliver, shipments } = useCore();
const removed = 300;
const update = "fulfillments/update";

/** A fulfillment whose number was changed again and again. */
async function shipWithHistory() {
  const body = fulfillment({ tracking_numbers: ["NOW"] });
  await deliver("fulfillments/create", body);
  const [now] = await shipments();
  const { shopId, fulfillmentId, orderName, orderKey, shippedAt } = now!;
  await database.db.shipment.createMany({
    data: Array.from({ length: removed }, (_, at) => ({
      ...{ shopId, fulfillmentId, orderName, orderKey, shippedAt },
      ...{ number: `OLD${at}`, numberRaw: `OLD${at}` },
      ...{ endedAt: new Date(), endReason: "number_removed" },
    })),
  });
  return { body, fulfillmentId };
}

/** Rows of parcels that the app reads while something runs, at most in one statement. */
async function mostRead(run: () => Promise<unknown>) {
  const reading = (await sentWhile(database.pool, run)).filter(
    ({ text }) => text.startsWith("SELECT") && text.includes("shipment"),
  );
  expect(reading).not.toEqual([]);
  const counts: number[] = [];
  for (const { text, values } of reading) {
    const { rowCount } = await database.pool.query(text, values);
    counts.push(rowCount ?? 0);
  }
  return Math.max(...counts);
}
const live = async () =>
  (await shipments()).filter(({ endedAt }) => !endedAt).map((s) => s.number);

it("reads none of the numbers that a fulfillment had before, but those that come back", async () => {
  const { body } = await shipWithHistory();
  const tracking_numbers = ["NOW", "OLD7", "NEW"];
  const read = await mostRead(() =>
    deliver(update, later(body, { tracking_numbers })),
  );
  expect(read).toBeLessThanOrEqual(tracking_numbers.length);
  expect((await live()).toSorted()).toEqual(["NEW", "NOW", "OLD7"]);
  expect(await shipments()).toHaveLength(removed + 2);
});

it("reads none of them for a number that a merchant imports, which goes where they went", async () => {
  const { fulfillmentId } = await shipWithHistory();
  await database.db.shipment.updateMany({
    data: { endedAt: new Date(), destinationCity: "Toronto" },
  });
  const read = await mostRead(() =>
    trackNumbers(core.app, {
      shopId: core.shopId,
      actor: "merchant",
      numbers: [{ fulfillmentId, number: "FILED", company: "UPS" }],
    }),
  );
  expect(read).toBe(1);
  expect(await live()).toEqual(["FILED"]);
  expect((await shipments()).at(-1)).toMatchObject({
    number: "FILED",
    destinationCity: "Toronto",
  });
});

it("takes a number of a merchant's file back up with its fulfillment, whatever Shopify lists", async () => {
  const { body, fulfillmentId } = await shipWithHistory();
  await trackNumbers(core.app, {
    shopId: core.shopId,
    actor: "merchant",
    numbers: [{ fulfillmentId, number: "FILED", company: "UPS" }],
  });
  await deliver(update, later(body, { status: "cancelled" }));
  expect(await live()).toEqual([]);
  await deliver(update, later(body, { status: "success" }, 2));
  expect((await live()).toSorted()).toEqual(["FILED", "NOW"]);
});
