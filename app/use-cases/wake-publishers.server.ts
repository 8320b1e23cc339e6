import type { App } from "#app/app-context.ts";
import { publishShop } from "#app/jobs/definitions.ts";

/** Hints that shops have something to tell; like wakeAccounts, sent after the commit and allowed to get lost. */
export async function wakePublishers(
  app: Pick<App, "queue" | "logger">,
  shopIds: Iterable<string>,
): Promise<void> {
  for (const shopId of new Set(shopIds))
    try {
      await app.queue.enqueue(
        publishShop,
        { shopId },
        { singletonKey: shopId },
      );
    } catch (err) {
      app.logger.warn({ shopId, err }, "wake-up hint was not sent");
    }
}
