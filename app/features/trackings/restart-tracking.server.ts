import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { createGeneration } from "./link-tracking.server.ts";

/**
 * The next generation of an expired tracking, waiting to be created. It begins with the scans of the one before, but
 * without its expiry: that belongs to the subscription that ran out.
 */
export async function restartTracking(
  tx: Transaction,
  tokens: CallbackTokens,
  asked: {
    account: { id: string; fingerprint: string };
    /** Locked. */
    old: Tracking;
    shopId: string;
    now: Date;
  },
): Promise<Tracking> {
  const { account, old, shopId, now } = asked;
  const tracking = await createGeneration(tx, tokens, {
    account,
    shopId,
    carrierId: old.carrierId,
    number: old.number,
    priority: 0,
    now,
    restarted: true,
  });
  await tx.$executeRaw`
    INSERT INTO tracking_event (tracking_id, identity, kind, time_text, sort_time, context, code, description,
      area, location, expired, first_seen_at)
    SELECT ${tracking.id}::uuid, identity, kind, time_text, sort_time, context, code, description,
      area, location, false, first_seen_at
    FROM tracking_event WHERE tracking_id = ${old.id}::uuid AND kind = 'item'`;
  await tx.tracking.update({
    where: { id: old.id },
    data: { nextCheckAt: null, pollUntil: null },
    select: { id: true },
  });
  return tracking;
}
