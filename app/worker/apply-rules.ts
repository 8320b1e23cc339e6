import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import { applyRules as job } from "#app/jobs/definitions.ts";
import { applyRules as apply } from "#app/use-cases/apply-rules.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";

const workMs = 20_000;

/** A slice of the work; the next job goes on where it stops. */
export async function applyRules(
  app: App,
  asked: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<void> {
  const { shopId } = asked;
  const endsAt = Date.now() + workMs;
  const isOpen = () => !signal.aborted && Date.now() < endsAt;
  const { wake, next } = await apply(app, asked, isOpen);
  await wakeAccounts(app, wake);
  if (next)
    await app.queue.enqueue(
      job,
      { shopId, after: next },
      { singletonKey: `${shopId} ${next}` },
    );
}
