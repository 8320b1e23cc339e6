import type { Database, Transaction } from "#app/db.server.ts";
import { isFollowed } from "./is-followed.server.ts";
import { lockFulfillmentsOf } from "./lock-tracking.server.ts";

/** When a tracking is asked for next; null: no more. One that nobody follows any more is left as it is. */
export async function planCheck(
  db: Pick<Database, "$executeRaw">,
  id: string,
  at: Date | null,
): Promise<void> {
  await db.$executeRaw`
    UPDATE tracking SET next_check_at = ${at} WHERE id = ${id}::uuid AND ${isFollowed}`;
}

/**
 * A check that cannot be made is planned no more, or it would be taken again without end: nobody follows the tracking,
 * it is not registered, or its account was disconnected. Whoever changes that plans anew.
 */
export async function endChecks(tx: Transaction, id: string): Promise<void> {
  await lockFulfillmentsOf(tx, id);
  // First, so that the next statement sees a parcel that was linked, or an account that was connected, meanwhile.
  await tx.$queryRaw`SELECT 1 FROM tracking JOIN keydelivery_account AS account ON account.id = account_id
    WHERE tracking.id = ${id}::uuid FOR UPDATE OF tracking FOR SHARE OF account`;
  await tx.$executeRaw`
    UPDATE tracking SET next_check_at = NULL FROM keydelivery_account AS account
    WHERE tracking.id = ${id}::uuid AND account.id = account_id AND next_check_at IS NOT NULL
      AND (registration <> 'registered' OR account.api_key_sealed IS NULL OR NOT ${isFollowed})`;
}

/** An account of the shop was connected again: what is followed there is asked for from now on, not all at once. */
export async function resumeChecksOfAccounts(
  db: Pick<Database, "$executeRaw">,
  { shopId, now }: { shopId: string; now: Date },
): Promise<void> {
  await db.$executeRaw`
    UPDATE tracking SET next_check_at = ${now}::timestamptz + random() * interval '6 hours'
    FROM keydelivery_account AS account
    WHERE account.shop_id = ${shopId}::uuid AND account.api_key_sealed IS NOT NULL AND account.id = account_id
      AND registration = 'registered' AND next_check_at IS NULL
      AND status NOT IN ('delivered', 'returned') AND COALESCE(poll_until > ${now}, status <> 'expired')
      AND ${isFollowed}`;
}
