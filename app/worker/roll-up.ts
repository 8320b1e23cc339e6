import type { App } from "#app/app-context.ts";
import { countStaleDays } from "#app/features/analytics/count-stale-days.server.ts";

const workMs = 20_000;

/** Brings the figures of analytics up to date. What is left when time is up, the next sweep finds. */
export async function rollUp(app: App, signal: AbortSignal): Promise<void> {
  const endsAt = Date.now() + workMs;
  while (!signal.aborted && Date.now() < endsAt)
    if (!(await countStaleDays(app.db))) return;
}
