import { createTurns } from "./turns.ts";

/** Has the trackings of a callback address asked for: now, or by `notBefore`. */
export type Ask = (ref: string, notBefore?: Date) => Promise<void>;

const againMs = 5 * 60_000;
// Less, because the clock by which the queue waits may be ahead of this one.
const coveredMs = againMs - 30_000;
// Each costs a call at KeyDelivery.
const asksOfTracking = { perMinute: 60_000 / againMs, burst: 1 };

/**
 * Asks at once, and five minutes later once for all that comes meanwhile: of a flood to one address hardly anything
 * reaches the database. Who comes meanwhile shares what became of that: where it could not be queued, it was for nobody.
 * Beyond `mostKeys` the address that was quiet for longest begins anew.
 */
export function createRareAsk(ask: Ask, mostKeys: number) {
  const mayAskNow = createTurns({ ...asksOfTracking, mostKeys });
  const planned = new Map<string, { until: number; queued: Promise<void> }>();
  return (ref: string, now: Date): Promise<void> => {
    if (mayAskNow(ref, now)) return ask(ref);
    const known = planned.get(ref);
    if (known && known.until > now.getTime()) return known.queued;
    const queued = ask(ref, new Date(now.getTime() + againMs));
    // Behind all others: a Map keeps the order in which keys were added.
    planned.delete(ref);
    planned.set(ref, { until: now.getTime() + coveredMs, queued });
    queued.catch(() => {
      if (planned.get(ref)?.queued === queued) planned.delete(ref);
    });
    for (const [quietest, { until }] of planned) {
      if (until > now.getTime() && planned.size <= mostKeys) break;
      planned.delete(quietest);
    }
    return queued;
  };
}
