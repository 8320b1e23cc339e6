import type { App } from "#app/app-context.ts";
import { listUnsettledShops } from "#app/features/onboarding/unsettled-shops.server.ts";
import { resumeShop, stopShop } from "#app/jobs/definitions.ts";

/** Shops that left or came back, and whose job used up its retries, get another, which begins anew. */
export async function settleShops(app: App): Promise<void> {
  const shops = await listUnsettledShops(app.db, app.clock.now());
  for (const { shopId, state, since } of shops)
    await app.queue.enqueue(
      state === "uninstalled" ? stopShop : resumeShop,
      { shopId, since },
      { singletonKey: shopId },
    );
}
