import { z } from "zod";
import type { CarrierOption } from "#app/components/carrier-option.ts";
import type { Database } from "#app/db.server.ts";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { isMoving, shownStateOf, type StateFacts } from "./shown-state.ts";

/** A parcel as the order page shows it. */
export type OrderParcel = {
  id: string;
  number: string;
  carrier: string | null;
  carrierUrl: string | null;
  /** A key of the extension's texts. */
  state: string;
  isMoving: boolean;
  lastEvent: { time: string; text: string; place: string | null } | null;
  /** Why a merchant should look; null for nothing. */
  attention: string | null;
  canRetry: boolean;
  canChooseCarrier: boolean;
  candidates: CarrierOption[];
};

/** With what tells when it should arrive. */
export type FoundOrderParcel = {
  parcel: OrderParcel;
  carrierId: string | null;
  destinationCode: string | null;
  shippedAt: Date;
  state: string;
};

const mostParcels = 50;

type Found = Omit<StateFacts, "tracking"> & {
  id: string;
  number: string;
  carrierId: string | null;
  destinationCode: string | null;
  shippedAt: Date;
  trackingUrl: string | null;
  attention: string | null;
  candidates: unknown;
  registration: NonNullable<StateFacts["tracking"]>["registration"] | null;
  registeredAt: Date | null;
  status: NonNullable<StateFacts["tracking"]>["status"];
  accountState: NonNullable<StateFacts["tracking"]>["account"]["state"];
  sortTime: string | null;
  text: string | null;
  code: string | null;
  place: string | null;
};

/** The parcels of one order of a shop, each with its newest scan; none for an order that we do not know. One statement. */
export async function listOrderParcels(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; orderGid: string; now: Date },
): Promise<FoundOrderParcel[]> {
  const found = await db.$queryRaw<Found[]>`
    SELECT shipment.id, shipment.number_raw AS number, shipment.carrier_id AS "carrierId",
      destination_code AS "destinationCode", shipped_at AS "shippedAt",
      shipment.tracking_url AS "trackingUrl", shipment.attention, shipment.candidates,
      shipment.ended_at AS "endedAt", shipment.end_reason AS "endReason", shipment.hold,
      tracking.registration, tracking.registered_at AS "registeredAt", tracking.status,
      account.state AS "accountState", scan.sort_time AS "sortTime",
      COALESCE(NULLIF(scan.context, ''), scan.description) AS text, scan.code,
      COALESCE(NULLIF(scan.location, ''), scan.area) AS place
    FROM fulfillment JOIN shipment ON shipment.fulfillment_id = fulfillment.id
      LEFT JOIN tracking ON tracking.id = shipment.tracking_id
      LEFT JOIN keydelivery_account account ON account.id = tracking.account_id
      LEFT JOIN LATERAL (SELECT * FROM tracking_event WHERE tracking_id = tracking.id AND kind = 'item'
        AND sort_time <= tracking.last_event_time ORDER BY sort_time DESC LIMIT 1) AS scan ON true
    WHERE fulfillment.shop_id = ${asked.shopId}::uuid AND fulfillment.order_gid = ${asked.orderGid}
    ORDER BY shipment.ended_at IS NOT NULL, shipment.id LIMIT ${mostParcels}`;
  return found.map((row) => {
    const parcel = toParcel(row, asked.now);
    return { ...row, parcel, state: parcel.state };
  });
}

function toParcel(row: Found, now: Date): OrderParcel {
  const { registration, registeredAt, status, accountState } = row;
  const tracking = registration && {
    registration,
    registeredAt,
    status,
    account: { state: accountState },
  };
  const { key } = shownStateOf({ ...row, tracking }, now);
  const isLive = row.endedAt === null && row.number !== "";
  return {
    id: row.id,
    number: row.number.trim(),
    carrier: carrierNameOf(row.carrierId),
    carrierUrl: webUrlOf(row.trackingUrl),
    state: key,
    isMoving: isMoving(key),
    lastEvent: row.sortTime
      ? {
          time: row.sortTime,
          text: row.text ?? lookUpStatus(row.code).label,
          place: row.place,
        }
      : null,
    attention: row.attention,
    canRetry: isLive && retryable.has(key),
    canChooseCarrier: isLive,
    candidates: candidatesOf(row.candidates),
  };
}

const retryable = new Set([
  "failed",
  "ignored",
  "dormant",
  "waiting_for_account",
]);

const candidatesSchema = z
  .array(z.object({ carrierId: z.string(), name: z.string() }))
  .catch([]);

const candidatesOf = (stored: unknown) =>
  candidatesSchema.parse(stored).map(({ carrierId: id, name }) => ({
    id,
    name: carrierNameOf(id) ?? name,
  }));

function webUrlOf(url: string | null) {
  return url && URL.parse(url)?.protocol === "https:" ? url : null;
}
