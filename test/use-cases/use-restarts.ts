import { beforeEach, expect } from "vitest";
import { restartShipment } from "#app/use-cases/restart-shipment.server.ts";
import { fulfillment, useCore } from "#test/worker/use-core.ts";

export const actor = "merchant";
export const scan = { time: "2026-11-21 10:00:00", context: "Departed" };

/** A parcel that expired, and its generations. */
export function useRestarts() {
  const world = useCore();
  const { core, database, deliver, drain, push, shipments } = world;

  const generations = () =>
    database.db.tracking.findMany({ orderBy: { generation: "asc" } });
  const newest = async () => (await generations()).at(-1)!;
  const tell = async (fields: object) =>
    push((await newest()).ref, {
      carrier_id: "ups",
      tracking_number: "EX1",
      items: [scan],
      ...fields,
    });
  const restart = (shopId: string, shipmentId: string) =>
    restartShipment(core.app, { shopId, shipmentId, actor });

  beforeEach(async () => {
    const body = fulfillment({ tracking_numbers: ["EX1"] });
    await deliver("fulfillments/create", body);
    await drain();
    await tell({ order_status_code: 0 });
    await tell({ message: "No status update for 60 days" });
    expect((await newest()).status).toBe("expired");
  });
  const of = async (shopId: string) =>
    (await shipments()).find((one) => one.shopId === shopId)!;
  return {
    ...world,
    generations,
    newest,
    tell,
    /** Of the first parcel, whosever it is. */
    restart: async (shopId = core.shopId) =>
      restart(shopId, (await shipments())[0]!.id),
    of,
    restartOf: async (shopId: string) => restart(shopId, (await of(shopId)).id),
  };
}
