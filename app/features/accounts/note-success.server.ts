import type { KeyDeliveryAccount } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

const quietMs = 60_000;

/**
 * The account works: a pause ends, but for one that was made while the call was under way. Written at most once a minute, so
 * that the row is not hot.
 */
export async function noteSuccess(
  tx: Pick<Transaction, "keyDeliveryAccount">,
  asked: {
    account: Pick<KeyDeliveryAccount, "id" | "state" | "lastSuccessAt">;
    /** When the call began. */
    since: Date;
    now: Date;
  },
): Promise<void> {
  const { account, since, now } = asked;
  const isFresh =
    account.lastSuccessAt !== null &&
    now.getTime() - account.lastSuccessAt.getTime() < quietMs;
  if (account.state === "active" && isFresh) return;
  const { count } = await tx.keyDeliveryAccount.updateMany({
    where: {
      id: account.id,
      OR: [{ lastErrorAt: null }, { lastErrorAt: { lt: since } }],
    },
    data: { state: "active", pausedUntil: null, lastSuccessAt: now },
  });
  if (count === 0) return;
  account.state = "active";
  account.lastSuccessAt = now;
}
