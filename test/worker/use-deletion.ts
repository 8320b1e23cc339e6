import { requestDeletion } from "#app/use-cases/request-deletion.server.ts";
import { deleteData } from "#app/worker/delete-data.ts";
import { domain, fulfillment } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

export const actor = "staff:1";
export const minute = 60_000;
export const scan = {
  carrier_id: "ups",
  items: [{ time: "2026-11-20 10:00:00", context: "Arrived" }],
};

/** A fulfillment's webhook body, a minute old unless said. */
export const shipped = (number: string, at = new Date(Date.now() - minute)) =>
  fulfillment({
    tracking_numbers: [number],
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
  });

/** The app's core, and a merchant who deletes the data of its first shop. */
export function useDeletion() {
  const world = useShopCore();
  const { core, database, deliver, enqueued, shipments } = world;
  const jobs = () => enqueued.filter(({ job }) => job === "delete-data");
  return {
    ...world,
    request: (name = "one") =>
      requestDeletion(core.app, {
        shop: { id: core.shopId, domain },
        actor,
        name,
      }),
    jobs,
    async runJobs(signal = new AbortController().signal) {
      for (const { data } of jobs())
        await deleteData(core.app, data as { deletionId: string }, signal);
    },
    async ship(number: string, shop = domain) {
      const body = shipped(number);
      await deliver("fulfillments/create", body, shop);
      return body;
    },
    numbers: async () => (await shipments()).map(({ number }) => number),
    /** The whole database as text. */
    async dump() {
      const [rows] = await database.db.$queryRaw<{ dump: string }[]>`
        SELECT database_to_xml(true, false, '')::text AS dump`;
      return rows!.dump;
    },
  };
}
