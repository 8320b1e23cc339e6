import type { App } from "#app/app-context.ts";
import { runBulkAction as job } from "#app/jobs/definitions.ts";
import { runBulkBatch } from "#app/use-cases/run-bulk-batch.server.ts";

const workMs = 20_000;

/** A slice of a bulk action, batch by batch; the next job goes on where it stops. */
export async function runBulkAction(
  app: App,
  { bulkActionId }: { bulkActionId: string },
  signal: AbortSignal,
): Promise<void> {
  const endsAt = Date.now() + workMs;
  while (!signal.aborted && Date.now() < endsAt)
    if (await runBulkBatch(app, bulkActionId)) return;
  await app.queue.enqueue(
    job,
    { bulkActionId },
    { singletonKey: bulkActionId },
  );
}
