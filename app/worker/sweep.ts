import type { App } from "#app/app-context.ts";
import { accountsToDrain } from "#app/features/accounts/accounts-to-drain.server.ts";
import { reopenStaleAttempts } from "#app/features/trackings/reopen-stale-attempts.server.ts";
import { takeDueChecks } from "#app/features/trackings/take-due-checks.server.ts";
import { checkTracking } from "#app/jobs/definitions.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";

/** Finds what has no wake-up: open attempts, waiting trackings, due checks. */
export async function sweep(app: App): Promise<void> {
  const now = app.clock.now();
  const reopened = await reopenStaleAttempts(app.db, now);
  if (reopened > 0) app.logger.warn({ reopened }, "attempts reopened");
  await wakeAccounts(app, await accountsToDrain(app.db, now));
  for (const trackingId of await takeDueChecks(app.db, now))
    await app.queue.enqueue(
      checkTracking,
      { trackingId },
      { singletonKey: trackingId },
    );
}
