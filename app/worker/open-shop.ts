import type { App } from "#app/app-context.ts";
import { syncShop } from "#app/features/onboarding/sync-shop.server.ts";
import { requeueWaitingForInstall } from "./requeue-stored.ts";

/** The app was installed, or opened when its token was about to end. */
export async function openShop(
  app: App,
  { shopId }: { shopId: string },
): Promise<void> {
  await requeueWaitingForInstall(app, shopId);
  await syncShop(app, shopId);
}
