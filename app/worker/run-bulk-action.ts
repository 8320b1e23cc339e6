import type { App } from "#app/app-context.ts";
import { runBulkAction as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { runBulkBatch } from "#app/use-cases/run-bulk-batch.server.ts";

const workMs = 20_000;

/** A slice of a bulk action, batch by batch; the next job goes on where it stops. */
export async function runBulkAction(
  app: App,
  { bulkActionId }: { bulkActionId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const endsAt = Date.now() + workMs;
  let note: JobNote = {};
  while (!signal.aborted && Date.now() < endsAt) {
    const { shop, isOver } = await runBulkBatch(app, bulkActionId);
    note = shop ? { shop } : {};
    if (isOver) return { ...note, outcome: "done" };
  }
  await app.queue.enqueue(
    job,
    { bulkActionId },
    { singletonKey: bulkActionId },
  );
  return { ...note, outcome: "goes_on" };
}
