import type { Transaction } from "#app/db.server.ts";
import type { Sealer } from "#app/platform/sealing.server.ts";
import { fingerprintOf } from "./account-fingerprint.ts";
import type { Credentials } from "./account-schema.ts";
import { keyPurpose, secretPurpose } from "./seal-purposes.ts";

export type ConnectInput = Credentials & {
  shopId: string;
  actor: string;
  now: Date;
};

/**
 * Makes these credentials the shop's own account. An API key that the shop had before gets its row
 * back, a new one gets a row of its own; the row it replaces keeps its trackings and its credentials
 * until the shop disconnects, because its trackings may still be asked for.
 */
export async function connectAccount(
  tx: Transaction,
  sealer: Sealer,
  input: ConnectInput,
): Promise<{ accountId: string; replacedAccountId?: string }> {
  const { shopId, now } = input;
  await lockShop(tx, shopId);
  const fingerprint = fingerprintOf(input.apiKey);
  const known = await tx.keyDeliveryAccount.findFirst({
    where: { shopId, fingerprint },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  const replaced = await tx.keyDeliveryAccount.findFirst({
    where: { shopId, current: true, id: { not: known?.id } },
    select: { id: true },
  });
  if (replaced)
    await tx.keyDeliveryAccount.update({
      where: { id: replaced.id },
      data: { current: false, replacedAt: now },
    });
  const apiKeyHint = hintOf(input.apiKey);
  const row =
    known ??
    (await tx.keyDeliveryAccount.create({
      data: { shopId, fingerprint, apiKeyHint, createdAt: now },
      select: { id: true },
    }));
  await activate(tx, sealer, row.id, input);
  await tx.auditEntry.create({
    data: {
      shopId,
      actor: input.actor,
      action: "account_connected",
      detail: { apiKeyHint, newKey: !known },
      createdAt: now,
    },
  });
  return { accountId: row.id, replacedAccountId: replaced?.id };
}

async function activate(
  tx: Transaction,
  sealer: Sealer,
  accountId: string,
  credentials: Credentials,
) {
  await tx.keyDeliveryAccount.update({
    where: { id: accountId },
    data: {
      apiKeySealed: sealer.seal(credentials.apiKey, keyPurpose(accountId)),
      apiSecretSealed: sealer.seal(
        credentials.apiSecret,
        secretPurpose(accountId),
      ),
      current: true,
      replacedAt: null,
      state: "active",
      pausedUntil: null,
      lastErrorCode: null,
      lastErrorAt: null,
    },
  });
}

// Two people who save at once would otherwise both see no current row and collide on the unique index.
async function lockShop(tx: Transaction, shopId: string) {
  await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId}::uuid FOR UPDATE`;
}

// Never more than half of a key, however short it is.
function hintOf(apiKey: string) {
  const shown = Math.min(4, Math.floor(apiKey.length / 2));
  return apiKey.slice(apiKey.length - shown);
}
