import type { AccountState, KeyDeliveryAccount } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

type PausedState = Exclude<AccountState, "active">;

/**
 * No call is wasted on a paused account. It is tried again after `until`; what waits for it is released
 * then by itself. Applies only to the credentials that were refused: mended ones stay active.
 */
export async function pauseAccount(
  tx: Pick<Transaction, "keyDeliveryAccount">,
  asked: {
    account: Pick<KeyDeliveryAccount, "id" | "apiSecretSealed">;
    state: PausedState;
    until: Date;
    code: string;
    now: Date;
  },
): Promise<void> {
  await tx.keyDeliveryAccount.updateMany({
    where: {
      id: asked.account.id,
      apiSecretSealed: asked.account.apiSecretSealed,
    },
    data: {
      state: asked.state,
      pausedUntil: asked.until,
      lastErrorCode: asked.code,
      lastErrorAt: asked.now,
    },
  });
}

/** Whether calls may be made: active, or the pause is over and one may try. */
export function isUsable(
  account: Pick<KeyDeliveryAccount, "state" | "pausedUntil">,
  now: Date,
): boolean {
  return (
    account.state === "active" ||
    account.pausedUntil === null ||
    account.pausedUntil <= now
  );
}
