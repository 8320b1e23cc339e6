import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { syncShop } from "#app/features/onboarding/sync-shop.server.ts";
import { resumeTrackingsOfShop } from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import type { syncShop as job } from "#app/jobs/definitions.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { requeueWaitingForInstall } from "./requeue-stored.ts";

/** The app was installed, or opened when its token was about to end. */
export async function openShop(
  app: App,
  { shopId, cameBack }: z.output<typeof job.schema>,
): Promise<void> {
  if (cameBack) await takeUp(app, shopId);
  await requeueWaitingForInstall(app, shopId);
  await syncShop(app, shopId);
}

async function takeUp(app: App, shopId: string) {
  let after: Awaited<ReturnType<typeof resumeTrackingsOfShop>>;
  do {
    const from = after;
    after = await repeatOnConflict(() =>
      app.db.$transaction((tx) => takeUpSome(app, tx, shopId, from)),
    );
  } while (after);
}

async function takeUpSome(
  app: App,
  tx: Transaction,
  shopId: string,
  after: Awaited<ReturnType<typeof resumeTrackingsOfShop>>,
) {
  // A pause that comes meanwhile would hold nothing, for what sleeps, and all of it would wake.
  await tx.$queryRaw`SELECT id FROM backfill
    WHERE shop_id = ${shopId}::uuid AND state = 'running' FOR SHARE`;
  const shop = await tx.shop.findUnique({ where: { id: shopId } });
  // The job can come late: the shop may have left again.
  if (!shop || shop.state === "uninstalled") return undefined;
  const now = app.clock.now();
  return resumeTrackingsOfShop(tx, { shopId, now, after });
}
