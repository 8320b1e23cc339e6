import type { Fulfillment, Shipment } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { countryCodeOf } from "#app/domain/country-code.ts";
import { carryOutPlan } from "./carry-out-plan.server.ts";
import { isOrderDeleted } from "./deleted-order.server.ts";
import type { FulfillmentSnapshot } from "./fulfillment-payload.ts";
import { findShipments } from "./find-shipments.server.ts";
import {
  lockFulfillment,
  type RecordRequest,
} from "./lock-fulfillment.server.ts";
import { fulfillmentEnd, planShipments } from "./plan-shipments.ts";

export type RecordedFulfillment = {
  /**
   * `stale`: older than what is known, or of a deleted order. `unchanged`: nothing about tracking changed.
   * `redacted`: the order was redacted; what came is not to be kept. `deleted`: the same, as the merchant wanted.
   */
  outcome: "stale" | "unchanged" | "redacted" | "deleted" | "recorded";
  /** "" for one that is not to be kept. */
  fulfillmentId: string;
  /** Live shipments whose carrier and tracking are to be looked at. */
  toTrack: Shipment[];
  /** Ids of those that another company carries now, or that go to another country. */
  changed: ReadonlySet<string>;
  /** Trackings that a shipment was taken off. */
  released: string[];
};

/**
 * Brings the rows of one fulfillment to what Shopify says, under a lock on its row.
 * Running it again with the same or an older snapshot changes nothing.
 */
export async function recordFulfillment(
  tx: Transaction,
  asked: RecordRequest,
): Promise<RecordedFulfillment> {
  const { snapshot } = asked;
  if (await isDeleted(tx, asked))
    return {
      outcome: "deleted",
      fulfillmentId: "",
      toTrack: [],
      changed: new Set(),
      released: [],
    };
  const { fulfillment, isNew } = await lockFulfillment(tx, asked);
  if (isNew) return recordFirst(tx, fulfillment, asked);
  const nothing = {
    fulfillmentId: fulfillment.id,
    toTrack: [],
    changed: new Set<string>(),
    released: [],
  };
  if (fulfillment.endReason === "redacted")
    return { outcome: "redacted", ...nothing };
  if (isPast(fulfillment, asked)) return { outcome: "stale", ...nothing };
  const shipments = await findShipments(
    tx,
    fulfillment.id,
    snapshot.numbers.map(({ number }) => number),
  );
  const plan = planShipments(shipments, snapshot);
  const details = detailsChanged(fulfillment, snapshot);
  await updateFulfillment(tx, fulfillment, asked, details);
  if (!details && plan.isEmpty) return { outcome: "unchanged", ...nothing };
  await carryOutPlan(tx, fulfillment, asked, plan);
  return {
    outcome: "recorded",
    fulfillmentId: fulfillment.id,
    toTrack: await liveShipments(tx, fulfillment.id),
    changed: changedOf(shipments, fulfillment, snapshot),
    released: plan.end.flatMap(({ shipment }) => shipment.trackingId ?? []),
  };
}

async function recordFirst(
  tx: Transaction,
  fulfillment: Fulfillment,
  asked: RecordRequest,
): Promise<RecordedFulfillment> {
  const { id } = fulfillment;
  const order = { shopId: asked.shopId, orderGid: fulfillment.orderGid };
  const endReason = (await isOrderDeleted(tx, order))
    ? "order_deleted"
    : fulfillmentEnd(asked.snapshot.status);
  const first = {
    fulfillmentId: id,
    changed: new Set<string>(),
    released: [],
  };
  if (endReason) {
    await tx.fulfillment.update({
      where: { id },
      data: { endReason, endedAt: asked.now },
      select: { id: true },
    });
    const outcome = endReason === "order_deleted" ? "stale" : "recorded";
    return { outcome, toTrack: [], ...first };
  }
  const plan = planShipments([], asked.snapshot);
  const shipments = await carryOutPlan(tx, fulfillment, asked, plan);
  const toTrack = shipments.filter(({ number }) => number !== "");
  return { outcome: "recorded", toTrack, ...first };
}

async function isDeleted(
  tx: Transaction,
  { shopId, snapshot, deletedBefore }: RecordRequest,
) {
  if (!deletedBefore || snapshot.createdAt >= deletedBefore) return false;
  // Imported since then, at the merchant's wish.
  const known = await tx.fulfillment.findUnique({
    where: { shopId_gid: { shopId, gid: snapshot.gid } },
    select: { id: true },
  });
  return known === null;
}

function isPast(
  known: Fulfillment,
  { snapshot, toldAt }: Pick<RecordRequest, "snapshot" | "toldAt">,
) {
  // A deleted order does not come back with a late update.
  if (known.endReason === "order_deleted") return true;
  if (!isOfSameSecond(known, snapshot))
    return known.shopifyUpdatedAt > snapshot.updatedAt;
  return known.toldAt !== null && toldAt !== null && toldAt < known.toldAt;
}

// Shopify's `updated_at` has whole seconds: what it tells of two changes within one is told apart by when it told it.
const isOfSameSecond = (known: Fulfillment, told: FulfillmentSnapshot) =>
  known.shopifyUpdatedAt.getTime() === told.updatedAt.getTime();

function detailsChanged(known: Fulfillment, told: FulfillmentSnapshot) {
  return (
    known.trackingCompany !== told.company ||
    known.shopifyStatus !== told.status ||
    known.name !== told.name
  );
}

function changedOf(
  shipments: Shipment[],
  known: Fulfillment,
  told: FulfillmentSnapshot,
) {
  const code = countryCodeOf(told.destination.country);
  const isCompanyNew = known.trackingCompany !== told.company;
  return new Set(
    shipments
      .filter((one) => isCompanyNew || one.destinationCode !== code)
      .map(({ id }) => id),
  );
}

async function updateFulfillment(
  tx: Transaction,
  known: Fulfillment,
  { snapshot, toldAt, now }: RecordRequest,
  details: boolean,
) {
  const endReason = fulfillmentEnd(snapshot.status);
  const knownToldAt = isOfSameSecond(known, snapshot) ? known.toldAt : null;
  await tx.fulfillment.update({
    where: { id: known.id },
    data: {
      shopifyUpdatedAt: snapshot.updatedAt,
      toldAt: toldAt ?? knownToldAt,
      ...(details && {
        trackingCompany: snapshot.company,
        shopifyStatus: snapshot.status,
        name: snapshot.name,
        orderName: snapshot.orderName,
        endReason,
        endedAt: endReason ? (known.endedAt ?? now) : null,
      }),
    },
    select: { id: true },
  });
}

const liveShipments = (tx: Transaction, fulfillmentId: string) =>
  tx.shipment.findMany({
    where: { fulfillmentId, endedAt: null, number: { not: "" } },
    orderBy: { id: "asc" },
  });
