import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import { trackWaitingShipments as job } from "#app/jobs/definitions.ts";
import { retrackWaiting } from "#app/use-cases/retrack-waiting.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";

const workMs = 20_000;

/** A slice of the work; the next job goes on where it stops. */
export async function trackWaitingShipments(
  app: App,
  asked: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<void> {
  const endsAt = Date.now() + workMs;
  const { wake, next } = await retrackWaiting(
    app,
    asked,
    () => !signal.aborted && Date.now() < endsAt,
  );
  await wakeAccounts(app, wake);
  if (next)
    await app.queue.enqueue(
      job,
      { ...asked, after: next },
      {
        singletonKey: `${asked.shopId} ${asked.companyKey ?? ""} ${next}${asked.again ? " again" : ""}`,
      },
    );
}
