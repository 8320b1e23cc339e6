import type { Transaction } from "#app/db.server.ts";
import { nextCheckAt } from "./check-rhythm.ts";
import { deriveStatus, type DerivedStatus } from "./derive-status.ts";
import type { Report } from "./facts.ts";
import { lockTrackings, type LockedTracking } from "./lock-tracking.server.ts";
import { loadFacts, mergeInto, storeFacts } from "./stored-facts.server.ts";

// Local times are at most 14 hours ahead; the rest is for clocks that are wrong.
const aheadMs = 2 * 86_400_000;

/** A push, which can come to us again long after it was received, or an answer of now. */
export type ReportSource = "realtime" | { receivedAt: Date };

export type ToldReport = {
  trackingId: string;
  report: Report;
  source: ReportSource;
};

export type AppliedReport = {
  statusChanged: boolean;
  /** Fulfillments whose parcels this tracking carries; their rows are locked by this transaction. */
  fulfillmentIds: string[];
};

/** Adds reports' facts to their trackings, of each tracking one report, and derives their statuses anew. */
export async function applyReports(
  tx: Transaction,
  { told, now }: { told: ToldReport[]; now: Date },
): Promise<AppliedReport[]> {
  const locked = await lockTrackings(tx, told);
  const known = await loadFacts(
    tx,
    locked.map(({ trackingId }) => trackingId),
  );
  const changes = locked.map((one) => {
    const merged = mergeInto(known.get(one.trackingId) ?? [], one.report);
    const derived = deriveStatus(merged.facts, {
      from: countsFrom(one),
      until: sortable(new Date(now.getTime() + aheadMs)),
    });
    return { ...one, derived, changedFacts: merged.changed };
  });
  await storeFacts(
    tx,
    changes.flatMap(({ trackingId, changedFacts }) =>
      changedFacts.map((fact) => ({ ...fact, trackingId })),
    ),
  );
  await storeStatuses(
    tx,
    changes.map((change) => columnsOf(change, now)),
  );
  return changes.map(({ tracking, derived, fulfillmentIds }) => ({
    statusChanged: derived.status !== tracking.status,
    fulfillmentIds,
  }));
}

function columnsOf(
  change: LockedTracking & { source: ReportSource; derived: DerivedStatus },
  now: Date,
) {
  const { tracking, source, derived } = change;
  const isPush = source !== "realtime";
  const { status } = derived;
  return {
    ...derived,
    id: tracking.id,
    statusChangedAt:
      status === tracking.status ? tracking.statusChangedAt : now,
    lastPushAt: isPush
      ? later(tracking.lastPushAt, source.receivedAt)
      : tracking.lastPushAt,
    pushAssured: isPush || tracking.pushAssured,
    pollUntil: isPush ? null : tracking.pollUntil,
    nextCheckAt: isPush
      ? nextCheckAt({ status, pushAssured: true, pollUntil: null }, now)
      : tracking.nextCheckAt,
  };
}

// The trackings' rows are locked: what is not changed is written as it was read.
async function storeStatuses(
  tx: Transaction,
  rows: ReturnType<typeof columnsOf>[],
) {
  await tx.$executeRaw`
    UPDATE tracking SET status = told.status::shipment_status, status_code = told.code, status_time = told.time,
      last_event_time = told."lastEventTime", status_changed_at = told."statusChangedAt",
      last_push_at = told."lastPushAt", push_assured = told."pushAssured", poll_until = told."pollUntil",
      next_check_at = told."nextCheckAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told(id uuid, status text, code text, time text,
      "lastEventTime" text, "statusChangedAt" timestamptz, "lastPushAt" timestamptz, "pushAssured" boolean,
      "pollUntil" timestamptz, "nextCheckAt" timestamptz)
    WHERE tracking.id = told.id`;
}

/** Facts from 14 days before the first fulfillment on count; older ones are of an earlier parcel. */
function countsFrom({ shippedAt }: LockedTracking) {
  if (!shippedAt) return "";
  return sortable(new Date(shippedAt.getTime() - 14 * 86_400_000));
}

const later = (known: Date | null, told: Date) =>
  known && known > told ? known : told;

const sortable = (time: Date) =>
  time.toISOString().slice(0, 19).replace("T", " ");
