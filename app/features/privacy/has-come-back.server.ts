import type { Shop } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

const hourMs = 3_600_000;
// From the removal of the app to shop/redact.
const graceMs = 48 * hourMs;
// How much later than that it may have been triggered. Longer than Shopify goes on trying to deliver (4 hours), should
// it write a new time upon each attempt.
const lateMs = 6 * hourMs;
// A token that was valid this long after the removal was given to the shop since: one lives for an hour.
const tokenMs = 24 * hourMs;

/** When the app was removed, by the time of shop/redact. */
export const removalBefore = (triggeredAt: Date): Date =>
  new Date(triggeredAt.getTime() - graceMs);

/**
 * Whether a shop that shop/redact is about has the app all the same: it came back within 48 hours, and nothing of it is
 * to be deleted. Where its removal was never told, it looks as if it had stayed; what tells it from one that has gone is
 * when it was installed or opened, or a token that Shopify gave it since.
 * @param triggeredAt of shop/redact; when it came where Shopify does not say, which is later by seconds, or by the hours
 * that it was tried
 */
export async function hasComeBack(
  tx: Pick<Transaction, "session">,
  shop: Pick<Shop, "domain" | "state" | "installedAt" | "openedAt">,
  triggeredAt: Date,
): Promise<boolean> {
  if (shop.installedAt > triggeredAt) return true;
  const leftAt = removalBefore(triggeredAt).getTime();
  if (shop.state !== "uninstalled") {
    if (shop.installedAt.getTime() > leftAt - lateMs) return true;
    if (shop.openedAt && shop.openedAt.getTime() > leftAt) return true;
  }
  const token = await tx.session.findFirst({
    where: { shop: shop.domain, expires: { gt: new Date(leftAt + tokenMs) } },
    select: { id: true },
  });
  return token !== null;
}
