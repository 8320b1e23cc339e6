import type { FulfillmentOrigin } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import type { ShipmentStatus } from "#app/domain/shipment-status.ts";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import { happenedAtOf } from "./happened-at.ts";
import { messageOf } from "./message-of.ts";

export type StatusToTell = {
  fulfillmentId: string;
  status: ShipmentStatus;
  version: number;
  /** KeyDelivery's code behind the status; null where none spoke. */
  code: string | null;
  /** KeyDelivery's local time of the scan that speaks, sortable. */
  eventTime: string | null;
  number: string | null;
  /** Whether a merchant imported it. */
  isImported: boolean;
};

/**
 * Writes down what is to be told to Shopify of new versions of fulfillments' statuses: transitions only, and of each
 * fulfillment the newest only. The first status of what was imported is recorded, not sent. The caller holds the
 * fulfillments' locks.
 * @returns the shops that have something to tell
 */
export async function planPublications(
  tx: Transaction,
  asked: { changed: StatusToTell[]; now: Date },
): Promise<string[]> {
  const { changed, now } = asked;
  const toTell = await findToTell(tx, changed);
  if (toTell.length === 0) return [];
  const ids = toTell.map(({ fulfillmentId }) => fulfillmentId);
  const told = await lastTold(tx, ids);
  const rows = toTell.flatMap((one) => {
    const last = told.get(one.fulfillmentId);
    return last?.event === one.event ? [] : [publicationOf(one, last, now)];
  });
  await tx.publication.updateMany({
    where: {
      fulfillmentId: { in: rows.map(({ fulfillmentId }) => fulfillmentId) },
      state: "planned",
    },
    data: { state: "skipped", reason: "superseded", settledAt: now },
  });
  await tx.publication.createMany({ data: rows, skipDuplicates: true });
  return rows.flatMap(({ shopId, state }) =>
    state === "planned" ? shopId : [],
  );
}

type ToTell = StatusToTell & {
  event: string;
  shopId: string;
  origin: FulfillmentOrigin;
};

// Of shops that want it, what has a word at Shopify.
async function findToTell(
  tx: Transaction,
  changed: StatusToTell[],
): Promise<ToTell[]> {
  if (changed.length === 0) return [];
  const fulfillments = await tx.fulfillment.findMany({
    where: {
      id: { in: changed.map(({ fulfillmentId }) => fulfillmentId) },
      shop: { writeBack: true },
    },
    select: { id: true, origin: true, shopId: true },
  });
  const byId = new Map(fulfillments.map(({ id, ...rest }) => [id, rest]));
  return changed.flatMap((one) => {
    const fulfillment = byId.get(one.fulfillmentId);
    const event = shopifyEventOf(one);
    return fulfillment && event ? [{ ...one, ...fulfillment, event }] : [];
  });
}

function publicationOf(one: ToTell, last: Told | undefined, now: Date) {
  const { shopId, fulfillmentId, version, status, event } = one;
  const isHistory =
    (one.origin === "backfill" && version === 1) || (one.isImported && !last);
  return {
    ...{ shopId, fulfillmentId, version, status, event },
    message: messageOf(one),
    happenedAt: after(last, happenedAtOf(one.eventTime, now)),
    nextAttemptAt: now,
    createdAt: now,
    ...(isHistory
      ? { state: "skipped" as const, reason: "history", settledAt: now }
      : { state: "planned" as const, reason: null, settledAt: null }),
  };
}

/** Shopify's word for a status; null where nothing is to be told. */
export function shopifyEventOf({
  status,
  code,
}: Pick<StatusToTell, "status" | "code">): string | null {
  if (status === "expired" || status === "pending") return null;
  // Scans without a code show a parcel on its way.
  return code === null ? "IN_TRANSIT" : lookUpStatus(code).shopifyEvent;
}

type Told = { event: string; happenedAt: Date };

// What was skipped is not what Shopify shows, but for what it showed already.
async function lastTold(
  tx: Transaction,
  fulfillmentIds: string[],
): Promise<Map<string, Told>> {
  const publications = await tx.publication.findMany({
    where: {
      fulfillmentId: { in: fulfillmentIds },
      OR: [
        { state: { in: ["planned", "sending", "sent"] } },
        { reason: { in: ["shown_already", "history"] } },
      ],
    },
    orderBy: { version: "asc" },
    select: { fulfillmentId: true, event: true, happenedAt: true },
  });
  // The last one of a key stays.
  return new Map(
    publications.map(({ fulfillmentId, ...told }) => [fulfillmentId, told]),
  );
}

// Shopify shows the event that happened last: a later version is never earlier, nor in the same second.
function after(last: Told | undefined, happenedAt: Date) {
  const earliest = last ? last.happenedAt.getTime() + 1_000 : 0;
  return new Date(Math.max(happenedAt.getTime(), earliest));
}
