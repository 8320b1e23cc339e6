import { beforeEach, describe, expect, it } from "vitest";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import { fulfillment, later, useCore } from "./use-core.ts";

const { database, core, deliver, drain, push, ...more } = useCore();
const { shipments, tracking } = more;
const create = "fulfillments/create";

const setAutomatic = (automaticRegistration: boolean) =>
  database.db.shop.updateMany({ data: { automaticRegistration } });
async function tellDelivered(number: string) {
  const { ref, carrierId } = await tracking(number);
  await push(ref, {
    carrier_id: carrierId,
    tracking_number: number,
    order_status_code: 3,
    items: [{ time: "2026-11-21 10:00:00", context: "Delivered" }],
  });
}
const status = () => database.db.fulfillment.findFirstOrThrow();
const events = async () => {
  const publications = await database.db.publication.findMany({
    orderBy: { version: "asc" },
  });
  return publications.map(({ event }) => event);
};
const leftOut = async () =>
  (await shipments()).filter(({ hold }) => hold === "ignored");

/** A fulfillment with a parcel that is tracked and one that is left out. */
async function shipBoth() {
  const body = fulfillment({ tracking_numbers: ["IN"] });
  await deliver(create, body);
  await drain();
  await setAutomatic(false);
  const changes = { tracking_numbers: ["IN", "OUT"] };
  await deliver("fulfillments/update", later(body, changes));
  expect(await leftOut()).toMatchObject([{ number: "OUT" }]);
}

beforeEach(() => database.db.shop.updateMany({ data: { writeBack: true } }));

describe("a parcel that is left out", () => {
  it("does not hold up what its fulfillment's other parcels tell Shopify", async () => {
    await shipBoth();
    await tellDelivered("IN");
    expect(await status()).toMatchObject({ status: "delivered" });
    expect(await events()).toEqual(["DELIVERED"]);
  });

  it("speaks once a person has it tracked", async () => {
    await shipBoth();
    await tellDelivered("IN");
    const [{ id: shipmentId } = { id: "" }] = await leftOut();
    const { shopId } = core;
    await retryShipment(core.app, { shopId, shipmentId, actor: "merchant" });
    expect(await status()).toMatchObject({ status: "pending" });
    expect(await events()).toEqual(["DELIVERED"]);
  });

  it("leaves its fulfillment pending where there is no other, and Shopify is told nothing", async () => {
    await setAutomatic(false);
    await deliver(create, fulfillment({ tracking_numbers: ["A", "B"] }));
    expect(await leftOut()).toHaveLength(2);
    expect(await status()).toMatchObject({
      status: "pending",
      statusVersion: 0,
    });
    expect(await events()).toEqual([]);
  });
});
