/** What Shopify sent so long after an uninstall was still on its way, or of another clock. */
export const stillOnItsWayMs = 2 * 60_000;

/** Shopify sends webhooks from an installation on; the shop's row comes back when the app is opened. */
export const isOfNextInstallation = (
  { uninstalledAt }: { uninstalledAt: Date | null },
  { triggeredAt }: { triggeredAt: Date | null },
): boolean =>
  triggeredAt !== null &&
  uninstalledAt !== null &&
  triggeredAt.getTime() - uninstalledAt.getTime() > stillOnItsWayMs;
