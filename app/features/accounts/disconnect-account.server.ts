import type { Transaction } from "#app/db.server.ts";

/**
 * Ends the shop's own account: every credential the shop ever gave is erased, its trackings stay.
 * The operator's account, if there is one, serves from then on.
 * @returns the id of the account that was current, undefined when there was none.
 */
export async function disconnectAccount(
  tx: Transaction,
  input: { shopId: string; actor: string; now: Date },
): Promise<string | undefined> {
  const { shopId, actor, now } = input;
  await tx.$queryRaw`SELECT 1 FROM shop WHERE id = ${shopId}::uuid FOR UPDATE`;
  const current = await tx.keyDeliveryAccount.findFirst({
    where: { shopId, current: true },
    select: { id: true, apiKeyHint: true },
  });
  if (!current) return undefined;
  await tx.keyDeliveryAccount.update({
    where: { id: current.id },
    data: { current: false, replacedAt: now },
  });
  await tx.keyDeliveryAccount.updateMany({
    where: { shopId },
    data: { apiKeySealed: null, apiSecretSealed: null },
  });
  await tx.auditEntry.create({
    data: {
      shopId,
      actor,
      action: "account_disconnected",
      detail: { apiKeyHint: current.apiKeyHint },
      createdAt: now,
    },
  });
  return current.id;
}
