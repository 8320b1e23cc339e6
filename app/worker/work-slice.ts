import type { App } from "#app/app-context.ts";
import {
  endWork,
  keepWorking,
  type WorkSubject,
} from "#app/features/shop-work/shop-work.server.ts";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";

const workMs = 20_000;
const parcelsBetweenLooks = 20;

type Slice = { wake: Set<string>; next: string | undefined };

/**
 * A slice of work on many parcels: until its time is over, the worker closes, or the merchant stops it. `work` is
 * undefined where no merchant began it. `act` asks `isOpen` after each parcel.
 * @returns the parcel behind which another job goes on; undefined when all is done, or no more is wanted
 */
export async function workSlice(
  app: App,
  work: (WorkSubject & { run: string }) | undefined,
  signal: AbortSignal,
  act: (isOpen: () => Promise<boolean>) => Promise<Slice>,
): Promise<string | undefined> {
  const endsAt = Date.now() + workMs;
  const isWanted = async () =>
    !work || keepWorking(app.db, work, app.clock.now());
  if (!(await isWanted())) return undefined;
  let parcels = 0;
  let isStopped = false;
  const { wake, next } = await act(async () => {
    parcels += 1;
    if (parcels % parcelsBetweenLooks === 0) isStopped = !(await isWanted());
    return !isStopped && !signal.aborted && Date.now() < endsAt;
  });
  await wakeAccounts(app, wake);
  if (isStopped) return undefined;
  if (!next && work) await endWork(app.db, work);
  return next;
}
