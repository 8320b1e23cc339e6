import type { BackfillChange } from "#app/features/backfill/change-backfill.server.ts";
import {
  countBackfill,
  steerBackfill,
} from "#app/use-cases/backfill-actions.server.ts";
import { openShop } from "#app/worker/open-shop.ts";
import { resumeShop } from "#app/worker/resume-shop.ts";
import { runBackfill } from "#app/worker/run-backfill.ts";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

const actor = "merchant";
const dayMs = 86_400_000;

/** A shop with past shipments to import; its jobs are run one by one. */
export function useImports() {
  const shopCore = useShopCore();
  const { core, database, enqueued, install, shop, shipments } = shopCore;
  const asked = () => ({ shopId: core.shopId, actor });
  const steer = (change: BackfillChange) =>
    steerBackfill(core.app, { ...asked(), change });

  const newest = () =>
    database.db.backfill.findFirstOrThrow({ orderBy: { id: "desc" } });
  /** A slice of the newest import. */
  async function runJob() {
    const { id: backfillId } = await newest();
    await runBackfill(core.app, { backfillId }, new AbortController().signal);
  }
  return {
    ...shopCore,
    steer,
    runJob,
    /** Past shipments in Shopify, each with its numbers. */
    history(numbers: string[], company = "UPS", days = 3) {
      const createdAt = new Date(Date.now() - days * dayMs);
      const order = core.shopify.createOrder(shop.simulated, { createdAt });
      return core.shopify.fulfill(order, {
        trackingCompany: company,
        trackingNumbers: numbers,
        quietly: true,
        at: createdAt,
      });
    },
    /** Counts, starts, and hands over the first parcels. */
    async begin(days = 30) {
      await countBackfill(core.app, { ...asked(), days });
      await runJob();
      await steer("start");
      await runJob();
    },
    /** The app's page is opened, with a token that ends: the jobs that the app sends for it. */
    async open() {
      enqueued.length = 0;
      await core.app.shopify.install(domain, shop.simulated.scopes.join(","));
      await install();
      return enqueued.map(({ job }) => job);
    },
    /** Carries such jobs out. */
    async run(jobs: string[]) {
      const { app, shopId } = core;
      const { signal } = new AbortController();
      if (jobs.includes("sync-shop")) await openShop(app, { shopId });
      if (jobs.includes("resume-shop"))
        await resumeShop(app, { shopId }, signal);
    },
    one: async (number: string) =>
      (await shipments()).find((shipment) => shipment.number === number)!,
    import: newest,
    registered: () =>
      core.keydelivery.journal.accepted().map(({ number }) => number),
  };
}
