import {
  shipmentStatuses,
  type ShipmentStatus,
} from "#app/domain/shipment-status.ts";
import type { Registration } from "#app/features/shipments/shown-state.ts";

/** How far a seeded parcel came: every state that a merchant can see. */
export type Story =
  | { at: "hold"; hold: string; reason: string | null }
  | { at: "no_account" }
  | { at: "ended"; reason: string }
  | { at: "registration"; registration: Registration }
  | { at: "status"; status: ShipmentStatus }
  /** Time alone tells of these. */
  | { at: "quiet"; attention: "silent" | "stalled"; status: ShipmentStatus };

const inTransit: Story = { at: "status", status: "in_transit" };
const delivered: Story = { at: "status", status: "delivered" };

/** Every one. */
export const stories: Story[] = [
  inTransit,
  ...shipmentStatuses.map((status): Story => ({ at: "status", status })),
  { at: "quiet", attention: "silent", status: "pending" },
  { at: "quiet", attention: "stalled", status: "in_transit" },
  ...(["waiting", "over_quota", "failed", "dormant"] as const).map(
    (registration): Story => ({ at: "registration", registration }),
  ),
  { at: "hold", hold: "no_number", reason: null },
  { at: "hold", hold: "needs_carrier", reason: null },
  { at: "hold", hold: "needs_carrier", reason: "carrier_refused" },
  { at: "hold", hold: "ignored", reason: "automatic_registration_off" },
  { at: "hold", hold: "detecting", reason: null },
  { at: "hold", hold: "checking_rules", reason: null },
  { at: "no_account" },
  { at: "ended", reason: "cancelled" },
];

/** Each state once among the first; after that as in a real shop: the young on their way, the old delivered. */
export function storyOf(index: number, ageDays: number): Story {
  if (index < stories.length) return stories[index]!;
  if (index % 12 === 0) return stories[(index / 12) % stories.length]!;
  return ageDays < 3 || index % 29 === 0 ? inTransit : delivered;
}
