import { isDeepStrictEqual } from "node:util";
import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { nextCheckAt } from "./check-rhythm.ts";
import { deriveStatus } from "./derive-status.ts";
import { factsOf, mergeFacts, type Fact, type Report } from "./facts.ts";
import { lockTracking } from "./lock-tracking.server.ts";

// Local times are at most 14 hours ahead; the rest is for clocks that are wrong.
const aheadMs = 2 * 86_400_000;
// No parcel has so many scans: whoever sends more must not fill the database, or each push's memory.
const maxFacts = 20_000;

/** A push, which can come to us again long after it was received, or an answer of now. */
export type ReportSource = "realtime" | { receivedAt: Date };

export type AppliedReport = {
  statusChanged: boolean;
  /** Fulfillments whose parcels this tracking carries; their rows are locked by this transaction. */
  fulfillmentIds: string[];
};

/** Adds a report's facts to a tracking and derives its status anew. */
export async function applyReport(
  tx: Transaction,
  asked: {
    trackingId: string;
    report: Report;
    source: ReportSource;
    now: Date;
  },
): Promise<AppliedReport> {
  const { tracking, fulfillmentIds } = await lockTracking(tx, asked.trackingId);
  const facts = await mergeIntoKnown(
    tx,
    asked.trackingId,
    factsOf(asked.report),
  );
  const statusChanged = await deriveAgain(tx, tracking, facts, asked);
  return { statusChanged, fulfillmentIds };
}

async function deriveAgain(
  tx: Transaction,
  tracking: Tracking,
  facts: Fact[],
  asked: { source: ReportSource; now: Date },
) {
  const derived = deriveStatus(facts, {
    from: await countsFrom(tx, tracking.id),
    until: sortable(new Date(asked.now.getTime() + aheadMs)),
  });
  const statusChanged = derived.status !== tracking.status;
  await tx.tracking.update({
    where: { id: tracking.id },
    data: {
      status: derived.status,
      statusCode: derived.code,
      statusTime: derived.time,
      lastEventTime: derived.lastEventTime,
      ...(statusChanged && { statusChangedAt: asked.now }),
      ...(asked.source !== "realtime" && {
        lastPushAt: later(tracking.lastPushAt, asked.source.receivedAt),
        pushAssured: true,
        pollUntil: null,
        nextCheckAt: nextCheckAt(
          { status: derived.status, pushAssured: true, pollUntil: null },
          asked.now,
        ),
      }),
    },
    select: { id: true },
  });
  return statusChanged;
}

/**
 * Facts from 14 days before the first fulfillment on count; older ones are of an earlier parcel.
 * Also what the timeline of a page begins with.
 */
export async function countsFrom(
  tx: Transaction,
  trackingId: string,
): Promise<string> {
  const { _min } = await tx.shipment.aggregate({
    where: { trackingId },
    _min: { shippedAt: true },
  });
  if (!_min.shippedAt) return "";
  const from = new Date(_min.shippedAt.getTime() - 14 * 86_400_000);
  return sortable(from);
}

const later = (known: Date | null, told: Date) =>
  known && known > told ? known : told;

const sortable = (time: Date) =>
  time.toISOString().slice(0, 19).replace("T", " ");

// The tracking's row is locked, so what is read here is what is merged with.
async function mergeIntoKnown(
  tx: Transaction,
  trackingId: string,
  told: Fact[],
): Promise<Fact[]> {
  const known = await tx.trackingEvent.findMany({
    where: { trackingId },
    omit: { trackingId: true, firstSeenAt: true },
  });
  const facts = new Map<string, Fact>(
    known.map((fact) => [fact.identity, fact]),
  );
  const changed: Fact[] = [];
  for (const fact of told) {
    const before = facts.get(fact.identity);
    const after = before ? mergeFacts(before, fact) : fact;
    if (before && isDeepStrictEqual(before, after)) continue;
    if (!before && fact.kind === "item" && facts.size >= maxFacts) continue;
    facts.set(fact.identity, after);
    changed.push(after);
  }
  await storeFacts(tx, trackingId, changed);
  return [...facts.values()];
}

async function storeFacts(tx: Transaction, trackingId: string, facts: Fact[]) {
  if (facts.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO tracking_event
      (tracking_id, identity, kind, time_text, sort_time, context, code, description, area, location, expired)
    SELECT ${trackingId}::uuid, fact.identity, fact.kind::event_kind, fact."timeText", fact."sortTime",
      fact.context, fact.code, fact.description, fact.area, fact.location, fact.expired
    FROM jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) AS fact(identity text, kind text, "timeText" text,
      "sortTime" text, context text, code text, description text, area text, location text, expired boolean)
    ON CONFLICT (tracking_id, identity) DO UPDATE SET
      time_text = excluded.time_text, context = excluded.context, code = excluded.code,
      description = excluded.description, area = excluded.area, location = excluded.location,
      expired = excluded.expired`;
}
