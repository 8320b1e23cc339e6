import type { App } from "#app/app-context.ts";
import { drainAccount } from "#app/jobs/definitions.ts";

/**
 * Hints that trackings wait. Sent after the commit, so that no transaction waits for another's hint;
 * a hint that gets lost costs a minute, the sweep finds rows without one.
 */
export async function wakeAccounts(
  app: Pick<App, "queue" | "logger">,
  accountIds: Iterable<string | undefined>,
): Promise<void> {
  for (const accountId of new Set(accountIds)) {
    if (!accountId) continue;
    try {
      await app.queue.enqueue(
        drainAccount,
        { accountId },
        { singletonKey: accountId },
      );
    } catch (err) {
      app.logger.warn({ accountId, err }, "wake-up hint was not sent");
    }
  }
}
