/** Whether a key has a turn left now, or as many as are asked for, and takes them: all or none. */
export type Turns = (key: string, now: Date, turns?: number) => boolean;

const minuteMs = 60_000;

/**
 * Turns of this process alone (GCRA): a cheap first line, for what is too frequent to ask the database about. A key that has
 * all its turns again is forgotten; beyond `mostKeys` the one that was quiet for longest begins anew.
 */
export function createTurns(limits: {
  perMinute: number;
  burst: number;
  mostKeys: number;
}): Turns {
  const stepMs = minuteMs / limits.perMinute;
  const toleranceMs = stepMs * limits.burst;
  const nextAt = new Map<string, number>();
  return (key, now, turns = 1) => {
    const since = Math.max(nextAt.get(key) ?? 0, now.getTime());
    const at = since + stepMs * turns;
    if (at > now.getTime() + toleranceMs) return false;
    // Behind all others: a Map keeps the order in which keys were added.
    nextAt.delete(key);
    nextAt.set(key, at);
    for (const [quietest, itsNext] of nextAt) {
      if (itsNext > now.getTime() && nextAt.size <= limits.mostKeys) break;
      nextAt.delete(quietest);
    }
    return true;
  };
}
