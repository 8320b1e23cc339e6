import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import { syncShop } from "#app/features/onboarding/sync-shop.server.ts";
import { resumeTrackingsOfShop } from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import type { syncShop as job } from "#app/jobs/definitions.ts";
import { requeueWaitingForInstall } from "./requeue-stored.ts";

// All parcels of a shop in one statement; shorter than the job may take.
const timeout = 50_000;

/** The app was installed, or opened when its token was about to end. */
export async function openShop(
  app: App,
  { shopId, cameBack }: z.output<typeof job.schema>,
): Promise<void> {
  if (cameBack) await takeUp(app, shopId);
  await requeueWaitingForInstall(app, shopId);
  await syncShop(app, shopId);
}

// The job can come late: the shop may have left again.
const takeUp = (app: App, shopId: string) =>
  app.db.$transaction(
    async (tx) => {
      // A pause that comes meanwhile would hold nothing, for what sleeps, and all of it would wake.
      await tx.$queryRaw`SELECT id FROM backfill
        WHERE shop_id = ${shopId}::uuid AND state = 'running' FOR SHARE`;
      const shop = await tx.shop.findUnique({ where: { id: shopId } });
      if (shop?.state !== "uninstalled")
        await resumeTrackingsOfShop(tx, { shopId, now: app.clock.now() });
    },
    { timeout },
  );
