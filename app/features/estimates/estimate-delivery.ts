import type { TransitBucket } from "#app/domain/transit-histogram.ts";
import { transitWindow } from "#app/domain/transit-window.ts";
import { areasOf, type AreaKind } from "./areas-of.ts";

export type KeptTransit = TransitBucket & { area: string };

/** When a parcel should arrive, as far as the shop's earlier ones tell. */
export type DeliveryEstimate = {
  /** Moments, as ISO 8601. */
  from: string;
  to: string;
  /** How many earlier parcels say so, and which: to the same country, the same region, or all of the carrier. */
  parcels: number;
  by: AreaKind;
};

const halfDayMs = 12 * 3_600_000;

/**
 * From the nearest area that has enough parcels which took longer than this one is under way; null where there is none,
 * so that nothing is promised that nothing supports.
 */
export function estimateDelivery(asked: {
  kept: readonly KeptTransit[];
  country: string;
  shippedAt: Date;
  now: Date;
}): DeliveryEstimate | null {
  const { kept, country, shippedAt, now } = asked;
  const passed = Math.floor((now.getTime() - shippedAt.getTime()) / halfDayMs);
  const after = (halfDays: number) =>
    new Date(shippedAt.getTime() + halfDays * halfDayMs);
  for (const { kind, area } of areasOf(country)) {
    const buckets = kept.filter((one) => one.area === area);
    const window = transitWindow(buckets, Math.max(0, passed));
    if (!window) continue;
    // Half days are rounded up: one that took three came in the third.
    const from = after(window.from - 1);
    return {
      from: (from > now ? from : now).toISOString(),
      to: after(window.to).toISOString(),
      parcels: window.parcels,
      by: kind,
    };
  }
  return null;
}
