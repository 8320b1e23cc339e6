import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import { syncShop } from "#app/features/onboarding/sync-shop.server.ts";
import { resumeShop, type syncShop as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { requeueWaitingForInstall } from "./requeue-stored.ts";

/** The app was installed, or opened when its token was about to end. */
export async function openShop(
  app: App,
  { shopId, cameBack }: z.output<typeof job.schema>,
): Promise<JobNote> {
  if (cameBack)
    await app.queue.enqueue(resumeShop, { shopId }, { singletonKey: shopId });
  const { domain } = await requeueWaitingForInstall(app, shopId);
  await syncShop(app, shopId);
  return { shop: domain, outcome: "done" };
}
