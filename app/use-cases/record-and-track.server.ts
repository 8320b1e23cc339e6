import type { FulfillmentOrigin } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import type { FulfillmentSnapshot } from "#app/features/fulfillments/fulfillment-payload.ts";
import {
  recordFulfillment,
  type RecordedFulfillment,
} from "#app/features/fulfillments/record-fulfillment.server.ts";
import { releaseTrackings } from "#app/features/trackings/release-trackings.server.ts";
import type { ShopRules } from "./admit-shipment.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { trackShipment, type TrackOptions } from "./track-shipment.server.ts";

const priorities = { live: 0, gap: 1, backfill: 2 } as const;

/**
 * A fulfillment as Shopify tells it, by a webhook or when asked: its rows, their carriers, their trackings.
 * @returns what became of it, and the accounts to wake after the commit
 */
export async function recordAndTrack(
  app: App,
  tx: Transaction,
  asked: {
    shopId: string;
    snapshot: FulfillmentSnapshot;
    origin: FulfillmentOrigin;
    /** When Shopify told it, as far as that is known. */
    toldAt?: Date | null;
    /** Left out: the merchant asked for it. */
    rules?: ShopRules;
    deletedBefore?: Date | null;
  },
): Promise<{ outcome: RecordedFulfillment["outcome"]; wake: string[] }> {
  const { shopId, snapshot, origin, rules } = asked;
  const now = app.clock.now();
  const recorded = await recordFulfillment(tx, {
    shopId,
    snapshot,
    origin,
    toldAt: asked.toldAt ?? null,
    deletedBefore: asked.deletedBefore,
    now,
  });
  const { outcome, fulfillmentId } = recorded;
  if (outcome !== "recorded") return { outcome, wake: [] };
  await releaseTrackings(tx, recorded.released);
  const wake = await trackAll(app, tx, recorded, {
    shopId,
    rules,
    company: snapshot.company,
    priority: priorities[origin],
    now,
  });
  await refreshStatus(app, tx, fulfillmentId);
  return { outcome, wake };
}

// In the order of their numbers, so that two fulfillments with the same numbers lock trackings alike.
async function trackAll(
  app: App,
  tx: Transaction,
  { toTrack, changed }: RecordedFulfillment,
  options: TrackOptions,
) {
  const wake: string[] = [];
  const ordered = toTrack.toSorted((one, other) =>
    one.number < other.number ? -1 : 1,
  );
  for (const shipment of ordered) {
    const isChanged = changed.has(shipment.id);
    const one = { ...options, isChanged };
    const account = await trackShipment(app, tx, shipment, one);
    if (account) wake.push(account);
  }
  return wake;
}
