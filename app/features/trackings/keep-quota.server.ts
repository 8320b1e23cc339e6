import { createHmac } from "node:crypto";
import type { Transaction } from "#app/db.server.ts";
import { monthOf } from "./quota-month.ts";

type Asked = { domain: string; now: Date };

/** Keeps what a shop has used of its quota this month, under a key by which nobody can find the shop again. */
export async function keepQuota(
  tx: Transaction,
  { domain, now, secret }: Asked & { secret: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO kept_quota (key, month, used)
    SELECT ${keyOf(secret, domain, now)}, month, used
    FROM quota_usage JOIN shop ON shop.id = quota_usage.shop_id
    JOIN keydelivery_account AS account ON account.id = quota_usage.account_id
    WHERE shop.domain = ${domain} AND month = ${monthOf(now)}::date AND account.shop_id IS NULL AND account.current
    ON CONFLICT (key, month) DO UPDATE SET used = GREATEST(kept_quota.used, EXCLUDED.used)`;
}

/**
 * A shop that comes back within the month goes on where it stood.
 * @param asked.secrets the current one and, while it is rotated, the one before
 */
export async function restoreQuota(
  tx: Transaction,
  { domain, now, secrets }: Asked & { secrets: readonly string[] },
): Promise<void> {
  const keys = secrets.map((secret) => keyOf(secret, domain, now));
  await tx.$executeRaw`
    INSERT INTO quota_usage (account_id, shop_id, month, used)
    SELECT account.id, shop.id, kept_quota.month, MAX(kept_quota.used)
    FROM kept_quota, shop, keydelivery_account AS account
    WHERE kept_quota.key = ANY(${keys}) AND kept_quota.month = ${monthOf(now)}::date AND shop.domain = ${domain}
      AND account.shop_id IS NULL AND account.current
    GROUP BY account.id, shop.id, kept_quota.month
    ON CONFLICT (account_id, shop_id, month) DO UPDATE SET used = GREATEST(quota_usage.used, EXCLUDED.used)`;
}

/** Months that are over are forgotten too. */
export async function pruneKeptQuota(
  tx: Pick<Transaction, "keptQuota">,
  now: Date,
): Promise<void> {
  await tx.keptQuota.deleteMany({
    where: { month: { lt: new Date(monthOf(now)) } },
  });
}

const keyOf = (secret: string, domain: string, now: Date) =>
  createHmac("sha256", secret)
    .update(`quota\0${domain}\0${monthOf(now)}`)
    .digest("base64url");
