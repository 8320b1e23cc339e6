import type { App } from "#app/app-context.ts";
import {
  countStaleDays,
  shopsToCount,
} from "#app/features/analytics/count-stale-days.server.ts";
import { keepTransitTimes } from "#app/features/estimates/keep-transit-times.server.ts";
import { renewSums } from "#app/features/kept-sums/renew-sums.server.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { analyticsSums } from "#app/use-cases/sum-analytics.server.ts";
import { companySums } from "#app/use-cases/sum-companies.server.ts";
import { transitSums } from "#app/use-cases/sum-transit.server.ts";

type Kit = Pick<App, "db" | "logger" | "clock">;

const workMs = 20_000;
const keptSums = [analyticsSums, companySums, transitSums];

/** Brings the figures of analytics up to date, the shops in turn. What is left when time is up, the next sweep finds. */
export async function rollUp(app: Kit, signal: AbortSignal): Promise<JobNote> {
  const endsAt = Date.now() + workMs;
  let shops = await shopsToCount(app.db);
  while (shops.length > 0) {
    const more: string[] = [];
    for (const shopId of shops) {
      if (signal.aborted || Date.now() > endsAt) return { outcome: "goes_on" };
      if (await countSome(app, shopId)) more.push(shopId);
    }
    shops = more;
  }
  return { outcome: "done" };
}

/** What fails for one shop must not keep the others waiting. */
async function countSome({ db, logger, clock }: Kit, shopId: string) {
  const asked = { shopId, now: clock.now() };
  try {
    const isMore = await countStaleDays(db, shopId, (tx) =>
      renewSums(tx, keptSums, asked),
    );
    if (!isMore) await keepTransitTimes(db, asked);
    return isMore;
  } catch (err) {
    logger.error({ shopId, err }, "days were not counted");
    return false;
  }
}
