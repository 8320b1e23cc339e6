import type { z } from "zod";
import type { App } from "#app/app-context.ts";
import { applyRules as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { applyRules as apply } from "#app/use-cases/apply-rules.server.ts";
import { workSlice } from "./work-slice.ts";

/** A slice of the work; the next job goes on where it stops. */
export async function applyRules(
  app: App,
  asked: z.output<typeof job.schema>,
  signal: AbortSignal,
): Promise<JobNote> {
  const { shopId, run } = asked;
  const work = { shopId, kind: "rules", run } as const;
  const next = await workSlice(app, work, signal, (isOpen) =>
    apply(app, asked, isOpen),
  );
  if (!next) return { outcome: "done" };
  await app.queue.enqueue(
    job,
    { shopId, run, after: next },
    { singletonKey: `${run} ${next}` },
  );
  return { outcome: "goes_on" };
}
