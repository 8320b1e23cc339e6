import type { Database, Transaction } from "#app/db.server.ts";

type Asked = { trackingId: string; shopId: string; now: Date };

/** How often a shop asked for its parcels since a moment, counted up to `limit`. */
export async function countAskedByHand(
  tx: Pick<Transaction, "$queryRaw">,
  asked: { shopId: string; since: Date; limit: number },
): Promise<number> {
  const [found] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM tracking
      WHERE asked_by = ${asked.shopId}::uuid AND asked_at > ${asked.since} LIMIT ${asked.limit}) AS recent`;
  return found?.count ?? 0;
}

/** Notes that a person wants to know now. The caller holds the tracking's lock. */
export async function noteAskedByHand(
  tx: Transaction,
  { trackingId, shopId, now }: Asked,
): Promise<void> {
  await tx.tracking.update({
    where: { id: trackingId },
    data: { askedAt: now, askedBy: shopId, askedOutcome: null, newScans: null },
    select: { id: true },
  });
}

/** What asking brought, for the page that waits for it; nothing where nobody asked. */
export async function noteAskedOutcome(
  db: Pick<Database, "$executeRaw">,
  asked: {
    trackingId: string;
    outcome: "found" | "nothing_yet" | "not_possible" | "failed";
  },
): Promise<void> {
  const { trackingId, outcome } = asked;
  await db.$executeRaw`
    UPDATE tracking SET new_scans = scans.new, asked_outcome = CASE
      WHEN ${outcome} <> 'found' THEN ${outcome} WHEN scans.new > 0 THEN 'new_scans' ELSE 'nothing_new' END
    FROM (SELECT count(*)::int AS new FROM tracking_event JOIN tracking t ON t.id = tracking_id
      WHERE tracking_id = ${trackingId}::uuid AND kind = 'item' AND first_seen_at >= t.asked_at) AS scans
    WHERE id = ${trackingId}::uuid AND asked_at IS NOT NULL AND asked_outcome IS NULL`;
}
