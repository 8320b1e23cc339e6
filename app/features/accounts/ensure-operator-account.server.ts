import type { KeyDeliveryAccount } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";
import { SealError, type Sealer } from "#app/platform/sealing.server.ts";
import { fingerprintOf } from "./account-fingerprint.ts";
import type { Credentials } from "./account-schema.ts";
import { openCredentials } from "./open-credentials.server.ts";
import { keyPurpose, secretPurpose } from "./seal-purposes.ts";

// Any constant: two processes that start together make one row.
const lockKey = 72_707_370;

/**
 * Brings the operator's account in the database to what the environment says, at every start.
 * Another API key makes another row, and the old one keeps what is registered there: what waits is moved within the hour.
 * What shops have used of their quota this month counts there too. Another secret takes a pause off.
 */
export async function ensureOperatorAccount(
  db: Database,
  sealer: Sealer,
  configured: Credentials | undefined,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
    const current = await tx.keyDeliveryAccount.findFirst({
      where: { shopId: null, current: true },
    });
    const fingerprint = configured && fingerprintOf(configured.apiKey);
    if (current && current.fingerprint !== fingerprint)
      await tx.keyDeliveryAccount.update({
        where: { id: current.id },
        data: { current: false, replacedAt: now },
      });
    if (!configured || !fingerprint) return;
    const row =
      (await tx.keyDeliveryAccount.findFirst({
        where: { shopId: null, fingerprint },
      })) ??
      (await tx.keyDeliveryAccount.create({
        data: { fingerprint, apiKeyHint: "", createdAt: now, current: false },
      }));
    if (!row.current) await carryQuotaOver(tx, row.id, now);
    const known = openKnown(sealer, row);
    const same = known?.apiSecret === configured.apiSecret;
    if (same && row.current && !isStale(sealer, row.apiSecretSealed)) return;
    await tx.keyDeliveryAccount.update({
      where: { id: row.id },
      data: {
        apiKeySealed: sealer.seal(configured.apiKey, keyPurpose(row.id)),
        apiSecretSealed: sealer.seal(
          configured.apiSecret,
          secretPurpose(row.id),
        ),
        current: true,
        replacedAt: null,
        ...(!same && { state: "active" as const, pausedUntil: null }),
      },
    });
  });
}

// A shop's quota is what the operator gives it, whichever key it is used with.
const carryQuotaOver = (tx: Transaction, accountId: string, now: Date) =>
  tx.$executeRaw`
    INSERT INTO quota_usage (account_id, shop_id, month, used)
    SELECT ${accountId}::uuid, quota_usage.shop_id, month, MAX(used) FROM quota_usage
    JOIN keydelivery_account AS account ON account.id = account_id
    WHERE account.shop_id IS NULL AND account.id <> ${accountId}::uuid
      AND month = date_trunc('month', ${now}::timestamptz AT TIME ZONE 'UTC')::date
    GROUP BY quota_usage.shop_id, month
    ON CONFLICT (account_id, shop_id, month) DO UPDATE SET used = GREATEST(quota_usage.used, EXCLUDED.used)`;

// What no secret opens any more is in the environment all the same.
function openKnown(sealer: Sealer, row: KeyDeliveryAccount) {
  try {
    return openCredentials(sealer, row);
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

const isStale = (sealer: Sealer, sealed: string | null) =>
  sealed === null || sealer.isStale(sealed);
