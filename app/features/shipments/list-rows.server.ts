import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { eventsCountFrom } from "./event-window.ts";
import type { ListRow } from "./list-page-view.ts";
import type { AttentionReason, KeptState } from "./list-views.ts";
import type { ShownState } from "./shown-state.ts";

const { sql } = Prisma;

const longestText = 200;

export type FoundRow = {
  id: string;
  /** What it is sorted by. */
  at: Date;
  orderName: string;
  number: string;
  carrierId: string | null;
  country: string | null;
  state: KeptState;
  attention: AttentionReason | null;
  endReason: string | null;
  accountState: string | null;
  shippedAt: Date;
  lastEventTime: string | null;
  text: string | null;
  code: string | null;
};

/** What is shown of the parcels of a page, which is a query of their places (at, id). Each with its newest scan. */
export function readRows(
  db: Pick<Database, "$queryRaw">,
  page: Prisma.Sql,
  order: Prisma.Sql,
): Promise<FoundRow[]> {
  return db.$queryRaw<FoundRow[]>(sql`
    WITH page AS MATERIALIZED (${page})
    SELECT page.id, page.at, shipment.order_name AS "orderName", shipment.number_raw AS number,
      shipment.carrier_id AS "carrierId", shipment.destination_code AS country, shipment.state, shipment.attention,
      shipment.end_reason AS "endReason", account.state::text AS "accountState", shipment.shipped_at AS "shippedAt",
      shipment.last_event_time AS "lastEventTime", left(COALESCE(NULLIF(scan.context, ''), scan.description), ${longestText}) AS text, scan.code
    FROM page JOIN shipment ON shipment.id = page.id
      LEFT JOIN tracking ON tracking.id = shipment.tracking_id
      LEFT JOIN keydelivery_account account ON account.id = tracking.account_id
      LEFT JOIN LATERAL (SELECT context, description, code FROM tracking_event
        WHERE tracking_id = shipment.tracking_id AND kind = 'item' AND sort_time = shipment.last_event_time
        ORDER BY first_seen_at DESC, identity LIMIT 1) AS scan ON true
    ${order}`);
}

export function toRow(found: FoundRow): ListRow {
  const { id, orderName, country, attention, lastEventTime, shippedAt } = found;
  // Carriers give numbers out again: what is older is another parcel's.
  const isOwn =
    lastEventTime !== null && lastEventTime >= eventsCountFrom(shippedAt);
  return {
    id,
    orderName,
    number: found.number.trim(),
    carrier: carrierNameOf(found.carrierId),
    country,
    state: shownOf(found),
    attention,
    lastEvent: isOwn
      ? {
          time: lastEventTime,
          text: found.text ?? lookUpStatus(found.code).label,
        }
      : null,
    shippedAt: shippedAt.toISOString(),
  };
}

// The row keeps all but what an account's state and time tell.
function shownOf({
  state,
  attention,
  accountState,
  endReason,
}: FoundRow): ShownState {
  const reason = state === "ended" ? endReason : null;
  if (state === "waiting" && isPaused(accountState))
    return { key: "blocked", reason };
  if (state === "pending" && attention === "silent")
    return { key: "silent", reason };
  return { key: state, reason };
}

const isPaused = (state: string | null) =>
  state === "quota_exhausted" || state === "invalid_credentials";
