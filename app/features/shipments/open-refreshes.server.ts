import type { Database, Transaction } from "#app/db.server.ts";
import type { ShipmentStatus } from "#app/domain/shipment-status.ts";
import { lostAfterMs } from "./refresh-limits.ts";
import type { RefreshOutcome } from "./shipments-view.ts";

const keptMs = 2 * 86_400_000;

/** Notes that a person of the shop wants to know now; what was lost before is closed. */
export async function openRefresh(
  tx: Transaction,
  asked: { shopId: string; trackingId: string; now: Date },
): Promise<void> {
  const { shopId, trackingId, now } = asked;
  await tx.refresh.updateMany({
    where: { shopId, trackingId, settledAt: null },
    data: { settledAt: now, outcome: "failed" },
  });
  await tx.refresh.create({ data: { shopId, trackingId, askedAt: now } });
}

/** Who waits for a tracking, and what was known of it before. */
export type WaitingRefreshes = {
  ids: string[];
  /** The newest of them was asked for so long ago that its page does not wait any more. */
  isLost: boolean;
  status: ShipmentStatus;
  scans: number;
};

/** Undefined where nobody waits. */
export async function findWaiting(
  db: Pick<Database, "$queryRaw">,
  { trackingId, now }: { trackingId: string; now: Date },
): Promise<WaitingRefreshes | undefined> {
  const open = await db.$queryRaw<{ id: string; askedAt: Date }[]>`
    SELECT id, asked_at AS "askedAt" FROM refresh
    WHERE tracking_id = ${trackingId}::uuid AND settled_at IS NULL`;
  if (open.length === 0) return undefined;
  const newest = Math.max(...open.map(({ askedAt }) => askedAt.getTime()));
  return {
    ids: open.map(({ id }) => id),
    isLost: now.getTime() - newest >= lostAfterMs,
    ...(await knownOf(db, trackingId)),
  };
}

/** What asking brought: compared with what was known before. */
export async function outcomeOf(
  db: Pick<Database, "$queryRaw">,
  trackingId: string,
  before: Pick<WaitingRefreshes, "status" | "scans">,
): Promise<{ outcome: RefreshOutcome; newScans: number }> {
  const { status, scans } = await knownOf(db, trackingId);
  const newScans = Math.max(0, scans - before.scans);
  if (newScans > 0) return { outcome: "new_scans", newScans };
  const outcome = status === before.status ? "nothing_new" : "new_status";
  return { outcome, newScans };
}

export async function settleRefreshes(
  db: Pick<Database, "refresh">,
  asked: {
    ids: string[];
    outcome: RefreshOutcome;
    newScans?: number;
    answerCode?: string;
    now: Date;
  },
): Promise<void> {
  const { ids, now, ...result } = asked;
  await db.refresh.updateMany({
    where: { id: { in: ids }, settledAt: null },
    data: { ...result, settledAt: now },
  });
}

const noticedAfterMs = 10_000;
const perRun = 200;

/** Trackings that somebody waits for longer than a job takes. */
export async function listForgottenRefreshes(
  db: Pick<Database, "refresh">,
  now: Date,
): Promise<string[]> {
  const rows = await db.refresh.findMany({
    where: {
      settledAt: null,
      askedAt: {
        lt: new Date(now.getTime() - noticedAfterMs),
        gt: new Date(now.getTime() - lostAfterMs),
      },
    },
    select: { trackingId: true },
    take: perRun,
  });
  return rows.map(({ trackingId }) => trackingId);
}

/** Older ones say nothing any more: not even of a parcel that is asked for once a day. */
export async function pruneRefreshes(
  db: Pick<Database, "refresh">,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - keptMs);
  await db.refresh.deleteMany({ where: { askedAt: { lt: before } } });
}

// Scans from before its parcels were shipped are of an earlier parcel, and not shown.
async function knownOf(db: Pick<Database, "$queryRaw">, trackingId: string) {
  const [known] = await db.$queryRaw<
    Pick<WaitingRefreshes, "status" | "scans">[]
  >`
    SELECT status, (SELECT count(*)::int FROM tracking_event
      WHERE tracking_id = tracking.id AND kind = 'item' AND (sort_time = '' OR sort_time >= (
        SELECT to_char(min(shipped_at) AT TIME ZONE 'UTC' - interval '14 days', 'YYYY-MM-DD HH24:MI:SS')
        FROM shipment WHERE tracking_id = tracking.id))) AS scans
    FROM tracking WHERE id = ${trackingId}::uuid`;
  return known ?? { status: "unknown" as const, scans: 0 };
}
