import type { Tracking } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";
import {
  applyReports,
  type ToldReport,
} from "#app/features/trackings/apply-report.server.ts";
import { findTrackingsByRef } from "#app/features/trackings/find-trackings-by-ref.server.ts";
import type { JobTold } from "#app/jobs/work-jobs.server.ts";
import { parsePush, type ParsedPush } from "#app/keydelivery/index.ts";
import { refreshStatuses } from "#app/use-cases/refresh-status.server.ts";
import { wakePublishers } from "#app/use-cases/wake-publishers.server.ts";
import {
  lockOpenPushes,
  planPushes,
  settlePushes,
  type OpenPush,
} from "./open-pushes.ts";

/**
 * Applies stored pushes to the trackings their URLs were made for: many in one transaction, because what a transaction
 * costs is mostly its statements. All of one transaction or none.
 * @returns what is told of each job, in their order
 */
export async function processPushes(
  app: App,
  jobs: { pushId: string }[],
): Promise<JobTold[]> {
  const ids = jobs.map(({ pushId }) => BigInt(pushId));
  const told = new Map<bigint, JobTold>();
  for (const together of await planPushes(app.db, ids)) {
    const { done, shops, toTell } = await app.db.$transaction(
      (tx) => applyTogether(app, tx, together),
      { timeout: 20_000 },
    );
    for (const push of done)
      told.set(push.id, toldOf(push, shops.get(push.ref)?.domain));
    await wakePublishers(app, toTell);
  }
  return ids.map((id) => told.get(id) ?? { note: { outcome: "done_before" } });
}

async function applyTogether(app: App, tx: Transaction, ids: bigint[]) {
  const pushes = await lockOpenPushes(tx, ids);
  const [push] = pushes;
  if (push && ids.length === 1) app.tracing.causedBy(keyOf(push));
  const read = pushes.map((one) => ({ ...one, report: readPush(one) }));
  const done = (await findTrackingsByRef(tx, read)).map((one) => ({
    ...one,
    ...judge(one),
  }));
  const toTell = await applyToTrackings(
    app,
    tx,
    done.flatMap(({ told }) => told),
  );
  const shops = await settlePushes(tx, done, app.clock.now());
  for (const { id, outcome } of done)
    if (outcome !== "applied")
      app.logger.warn(
        { pushId: String(id), outcome },
        "push was not applied as it is",
      );
  return { done, shops, toTell };
}

const toldOf = (
  push: OpenPush & { outcome: string },
  shop: string | undefined,
): JobTold => ({
  note: { ...(shop && { shop }), ref: push.ref, outcome: push.outcome },
  cause: keyOf(push),
});

const keyOf = ({ key }: OpenPush) => Buffer.from(key, "base64");

type ReadPush = OpenPush & {
  report: ParsedPush | undefined;
  trackings: Tracking[];
};

/** What is to be applied, and how the push ends. */
function judge(push: ReadPush): { outcome: string; told: ToldReport[] } {
  const { report, receivedAt, trackings } = push;
  const [first] = trackings;
  if (!report) return { outcome: "unreadable", told: [] };
  if (!first) return { outcome: "unknown_ref", told: [] };
  if (
    report.trackingNumber !== null &&
    normaliseTrackingNumber(report.trackingNumber) !== first.number
  )
    return { outcome: "number_mismatch", told: [] };
  const isOtherCarrier =
    report.carrierId !== null && report.carrierId !== first.carrierId;
  return {
    outcome: isOtherCarrier ? "applied_other_carrier" : "applied",
    told: trackings.map(({ id }) => ({
      trackingId: id,
      report,
      source: { receivedAt },
    })),
  };
}

/**
 * The reports' facts, the statuses that follow, and what the fulfillments show.
 * @returns the shops that have something to tell, for after the commit
 */
export async function applyToTrackings(
  app: Pick<App, "clock">,
  tx: Transaction,
  told: ToldReport[],
): Promise<string[]> {
  if (told.length === 0) return [];
  const applied = await applyReports(tx, { told, now: app.clock.now() });
  const moved = applied.filter(({ statusChanged }) => statusChanged);
  const ids = new Set(moved.flatMap(({ fulfillmentIds }) => fulfillmentIds));
  return refreshStatuses(app, tx, [...ids]);
}

function readPush({ body }: OpenPush) {
  try {
    return parsePush(JSON.parse(Buffer.from(body, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}
