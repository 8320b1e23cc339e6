import type { Transaction } from "#app/db.server.ts";
import type {
  CallbackTokens,
  TrackingSubject,
} from "#app/platform/callback-tokens.server.ts";

/**
 * The key of a new tracking's address. KeyDelivery keeps the first address of a number for ever: where a tracking of
 * ours gave it one under an earlier key, the new one has the same, so that pushes come to both.
 */
export async function callbackKeyFor(
  tx: Transaction,
  tokens: CallbackTokens,
  subject: TrackingSubject,
): Promise<number> {
  const { currentKeyId, keyIds } = tokens;
  if (keyIds.length === 1) return currentKeyId;
  const known = await tx.tracking.findFirst({
    where: { ref: { in: keyIds.map((id) => tokens.refOf(subject, id)) } },
    orderBy: { createdAt: "desc" },
    select: { callbackKeyId: true },
  });
  if (!known || known.callbackKeyId === currentKeyId) return currentKeyId;
  // Locked, so that it does not retire before this tracking is there to be seen.
  const inUse = await tx.$queryRaw<unknown[]>`
    SELECT id FROM callback_key WHERE id = ${known.callbackKeyId} AND retired_at IS NULL FOR SHARE`;
  return inUse.length > 0 ? known.callbackKeyId : currentKeyId;
}
