import type { Push, Tracking } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";
import {
  applyReport,
  type ReportSource,
} from "#app/features/trackings/apply-report.server.ts";
import type { Report } from "#app/features/trackings/facts.ts";
import { findOnlyShop } from "#app/features/trackings/find-only-shop.server.ts";
import { findTrackingsByRef } from "#app/features/trackings/find-trackings-by-ref.server.ts";
import { parsePush } from "#app/keydelivery/index.ts";
import { wakePublishers } from "#app/use-cases/wake-publishers.server.ts";
import { refreshStatus } from "#app/use-cases/refresh-status.server.ts";

/** Applies a stored push to the tracking its URL was made for. */
export async function processPush(
  app: App,
  { pushId }: { pushId: string },
): Promise<JobNote> {
  const toTell: string[] = [];
  const note = await app.db.$transaction(
    async (tx) => {
      const push = await findOpenPush(tx, pushId);
      if (!push) return noteOf({ outcome: "done_before" });
      app.tracing.causedBy(push.dedupeKey);
      const outcome = await apply(app, tx, push, toTell);
      await tx.push.updateMany({
        where: { id: push.id },
        data: {
          outcome,
          processedAt: app.clock.now(),
          shopId: await findOnlyShop(tx, push.ref),
          // Of a parcel that was redacted, most likely: its texts are not kept again.
          ...(outcome === "unknown_ref" && { body: Buffer.from("{}") }),
        },
      });
      if (outcome !== "applied")
        app.logger.warn({ pushId, outcome }, "push was not applied as it is");
      return noteOf({ ref: push.ref, outcome });
    },
    { timeout: 20_000 },
  );
  await wakePublishers(app, toTell);
  return note;
}

const noteOf = (note: JobNote) => note;

async function apply(
  app: App,
  tx: Transaction,
  push: Push,
  toTell: string[],
): Promise<string> {
  const report = readPush(push);
  if (!report) return "unreadable";
  const trackings = await findTrackingsByRef(tx, push.ref, push.receivedAt);
  const [first] = trackings;
  if (!first) return "unknown_ref";
  if (
    report.trackingNumber !== null &&
    normaliseTrackingNumber(report.trackingNumber) !== first.number
  )
    return "number_mismatch";
  for (const tracking of trackings)
    toTell.push(
      ...(await applyToTracking(app, tx, tracking.id, report, {
        receivedAt: push.receivedAt,
      })),
    );
  return isOtherCarrier(report.carrierId, first)
    ? "applied_other_carrier"
    : "applied";
}

/**
 * The report's facts, the status that follows, and what the fulfillments show.
 * @returns the shops that have something to tell, for after the commit
 */
export async function applyToTracking(
  app: App,
  tx: Transaction,
  trackingId: string,
  report: Report,
  source: ReportSource,
): Promise<string[]> {
  const now = app.clock.now();
  const applied = await applyReport(tx, { trackingId, report, source, now });
  if (!applied.statusChanged) return [];
  const toTell: string[] = [];
  for (const fulfillmentId of applied.fulfillmentIds) {
    const shopId = await refreshStatus(app, tx, fulfillmentId);
    if (shopId) toTell.push(shopId);
  }
  return toTell;
}

function readPush(push: Push) {
  try {
    return parsePush(JSON.parse(Buffer.from(push.body).toString("utf8")));
  } catch {
    return undefined;
  }
}

async function findOpenPush(tx: Transaction, pushId: string) {
  const id = BigInt(pushId);
  await tx.$queryRaw`SELECT id FROM push WHERE id = ${id} FOR UPDATE`;
  return tx.push.findFirst({ where: { id, processedAt: null } });
}

const isOtherCarrier = (
  carrierId: string | null,
  tracking: Pick<Tracking, "carrierId">,
) => carrierId !== null && carrierId !== tracking.carrierId;
