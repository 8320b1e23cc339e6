import type { KeyDeliveryAccount } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

const quietMs = 60_000;

/** The account works: a pause ends. Written at most once a minute, so that the row is not hot. */
export async function noteSuccess(
  tx: Pick<Transaction, "keyDeliveryAccount">,
  asked: {
    account: Pick<KeyDeliveryAccount, "id" | "state" | "lastSuccessAt">;
    now: Date;
  },
): Promise<void> {
  const { account, now } = asked;
  const isFresh =
    account.lastSuccessAt !== null &&
    now.getTime() - account.lastSuccessAt.getTime() < quietMs;
  if (account.state === "active" && isFresh) return;
  account.state = "active";
  account.lastSuccessAt = now;
  await tx.keyDeliveryAccount.update({
    where: { id: account.id },
    data: { state: "active", pausedUntil: null, lastSuccessAt: now },
    select: { id: true },
  });
}
