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
  now: Date;
};

/**
 * Writes down what is to be told to Shopify of a new version of a fulfillment's status: transitions only, and the
 * newest only. The first status of what was imported is recorded, not sent. The caller holds the fulfillment's lock.
 * @returns the shop that has something to tell
 */
export async function planPublication(
  tx: Transaction,
  asked: StatusToTell,
): Promise<string | undefined> {
  const { fulfillmentId, version, now } = asked;
  const { shop, origin } = await tx.fulfillment.findUniqueOrThrow({
    where: { id: fulfillmentId },
    select: { origin: true, shop: true },
  });
  const event = shopifyEventOf(asked);
  if (!shop.writeBack || !event) return undefined;
  const last = await lastTold(tx, fulfillmentId);
  if (last?.event === event) return undefined;
  await tx.publication.updateMany({
    where: { fulfillmentId, state: "planned" },
    data: { state: "skipped", reason: "superseded", settledAt: now },
  });
  const isHistory =
    (origin === "backfill" && version === 1) || (asked.isImported && !last);
  await tx.publication.createMany({
    data: [
      {
        shopId: shop.id,
        fulfillmentId,
        version,
        status: asked.status,
        event,
        message: messageOf(asked),
        happenedAt: after(last, happenedAtOf(asked.eventTime, now)),
        nextAttemptAt: now,
        createdAt: now,
        ...(isHistory && {
          state: "skipped" as const,
          reason: "history",
          settledAt: now,
        }),
      },
    ],
    skipDuplicates: true,
  });
  return isHistory ? undefined : shop.id;
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

// What was skipped is not what Shopify shows, but for what it showed already.
async function lastTold(tx: Transaction, fulfillmentId: string) {
  return tx.publication.findFirst({
    where: {
      fulfillmentId,
      OR: [
        { state: { in: ["planned", "sending", "sent"] } },
        { reason: { in: ["shown_already", "history"] } },
      ],
    },
    orderBy: { version: "desc" },
    select: { event: true, happenedAt: true },
  });
}

// Shopify shows the event that happened last: a later version is never earlier, nor in the same second.
function after(last: { happenedAt: Date } | null, happenedAt: Date) {
  const earliest = last ? last.happenedAt.getTime() + 1_000 : 0;
  return new Date(Math.max(happenedAt.getTime(), earliest));
}
