import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { followExpired } from "./link-tracking.server.ts";
import { resumeChecks } from "./resume-checks.server.ts";

/**
 * The next generation of an expired tracking, waiting to be created. It begins with the scans of the one before, but
 * without its expiry: that belongs to the subscription that ran out. Where another shop restarted the number before, that
 * generation is shared.
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
): Promise<{ tracking: Tracking; isNew: boolean }> {
  const { account, old, shopId, now } = asked;
  const { tracking, isNew } = await followExpired(tx, tokens, {
    account,
    old,
    shopId,
    carrierId: old.carrierId,
    number: old.number,
    priority: 0,
    now,
    restarted: true,
  });
  if (isNew) await copyScans(tx, old.id, tracking.id);
  else await resumeChecks(tx, tracking, now);
  return { tracking, isNew };
}

const copyScans = (tx: Transaction, from: string, to: string) =>
  tx.$executeRaw`
    INSERT INTO tracking_event (tracking_id, identity, kind, time_text, sort_time, context, code, description,
      area, location, expired, first_seen_at)
    SELECT ${to}::uuid, identity, kind, time_text, sort_time, context, code, description,
      area, location, false, first_seen_at
    FROM tracking_event WHERE tracking_id = ${from}::uuid AND kind = 'item'`;
