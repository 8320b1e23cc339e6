// Local times are at most 14 hours off; the rest is for scans that are told late.
const nearMs = 36 * 3_600_000;

/**
 * When an event happened, for Shopify: the scan's zone is not known, so its time, read as UTC, counts only where it
 * is far from now; else the time of receipt does. Whole seconds, as Shopify keeps them.
 *
 * @param eventTime "YYYY-MM-DD HH:MM:SS", local to the scan
 */
export function happenedAtOf(eventTime: string | null, now: Date): Date {
  const told = eventTime ? Date.parse(`${eventTime.replace(" ", "T")}Z`) : NaN;
  const isFar = Math.abs(now.getTime() - told) > nearMs && told < now.getTime();
  const at = isFar ? told : now.getTime();
  return new Date(Math.floor(at / 1_000) * 1_000);
}
