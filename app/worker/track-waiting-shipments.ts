import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import { resumeChecksOfAccounts } from "#app/features/trackings/plan-check.server.ts";
import { trackWaitingShipments as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { retrackWaiting } from "#app/use-cases/retrack-waiting.server.ts";
import { workSlice } from "./work-slice.ts";

/** A slice of the work; the next job goes on where it stops. */
export async function trackWaitingShipments(
  app: App,
  asked: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<JobNote> {
  const { shopId, companyKey, run, after } = asked;
  // Another account serves, which may be one that was there before.
  if (companyKey === undefined && after === undefined)
    await resumeChecksOfAccounts(app.db, { shopId, now: app.clock.now() });
  const work =
    companyKey !== undefined && run !== undefined
      ? ({ shopId, kind: "company", companyKey, run } as const)
      : undefined;
  const next = await workSlice(app, work, signal, (isOpen) =>
    retrackWaiting(app, asked, isOpen),
  );
  if (!next) return { outcome: "done" };
  await app.queue.enqueue(
    job,
    { ...asked, after: next },
    { singletonKey: `${run ?? shopId} ${next}` },
  );
  return { outcome: "goes_on" };
}
