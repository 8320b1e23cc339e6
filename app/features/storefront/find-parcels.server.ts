import { Prisma } from "@prisma/client";
import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import { findCarrier, lookUpStatus } from "#app/keydelivery/index.ts";
import { shopperStatusOf, type ShopperStatus } from "./shopper-status.ts";

export type ShopperEvent = {
  /** "YYYY-MM-DD HH:MM:SS", local to the scan. */
  time: string;
  status: ShopperStatus;
  place: string | null;
};

export type ShopperParcel = {
  /** As the shop names it, "#1001". */
  order: string;
  number: string;
  carrier: string | null;
  carrierUrl: string | null;
  status: ShopperStatus;
  /** Newest first. */
  events: ShopperEvent[];
};

/** With what tells when it should arrive. */
export type FoundParcel = {
  parcel: ShopperParcel;
  carrierId: string | null;
  destinationCode: string | null;
  shippedAt: Date;
  state: string;
};

const mostParcels = 20;
const mostEvents = 60;

const eventsSchema = z.array(
  z.object({
    time: z.string(),
    code: z.string().nullable(),
    place: z.string(),
  }),
);

type Found = {
  order: string;
  number: string;
  carrierId: string | null;
  trackingUrl: string | null;
  state: string;
  destinationCode: string | null;
  shippedAt: Date;
  events: unknown;
};

/**
 * Which orders: one as a shopper types its name, or as Shopify's own page knows it, of which a tracking number is named;
 * or those that Shopify told to be the shopper's.
 */
export type ShopperOrders =
  | { key: string; numbers: string[] }
  | { gid: string; numbers: string[] }
  | { gids: string[] };

/**
 * The parcels of a shopper's orders. Carriers' own texts stay out: they can name who signed, or where a neighbour lives.
 * One statement, whether there is such an order or not.
 */
export async function findParcels(
  db: Pick<Database, "$queryRaw">,
  shopId: string | null,
  orders: ShopperOrders,
): Promise<FoundParcel[]> {
  const numbers = "numbers" in orders ? orders.numbers : [];
  const found = await db.$queryRaw<Found[]>`
    SELECT fulfillment.order_name AS "order", shipment.number_raw AS number, shipment.carrier_id AS "carrierId",
      shipment.tracking_url AS "trackingUrl", shipment.state,
      shipment.destination_code AS "destinationCode", shipment.shipped_at AS "shippedAt", COALESCE(scans.events, '[]') AS events
    FROM (${gidsOf(shopId, orders)}) AS named_order
    JOIN fulfillment ON fulfillment.shop_id = ${shopId}::uuid AND fulfillment.order_gid = named_order.order_gid
    JOIN shipment ON shipment.fulfillment_id = fulfillment.id
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('time', sort_time, 'code', code, 'place',
        COALESCE(location, area, '')) ORDER BY sort_time DESC) AS events
      FROM (SELECT * FROM tracking_event WHERE tracking_id = shipment.tracking_id AND kind = 'item'
        AND sort_time BETWEEN to_char(shipment.shipped_at AT TIME ZONE 'UTC' - interval '14 days', 'YYYY-MM-DD HH24:MI:SS')
          AND to_char(now() AT TIME ZONE 'UTC' + interval '2 days', 'YYYY-MM-DD HH24:MI:SS')
        ORDER BY sort_time DESC LIMIT ${mostEvents}) AS newest
    ) AS scans ON true
    WHERE shipment.ended_at IS NULL AND shipment.number <> ''
    ORDER BY shipment.number = ANY(${numbers}) DESC, fulfillment.shopify_created_at DESC, shipment.id LIMIT ${mostParcels}`;
  return found.map((row) => ({ ...row, parcel: toParcel(row) }));
}

function gidsOf(shopId: string | null, orders: ShopperOrders) {
  if ("gids" in orders)
    return Prisma.sql`SELECT DISTINCT order_gid FROM unnest(${orders.gids}::text[]) AS own (order_gid)`;
  const isOrder =
    "key" in orders
      ? Prisma.sql`shipment.order_key = ${orders.key}`
      : Prisma.sql`fulfillment.order_gid = ${orders.gid}`;
  return Prisma.sql`SELECT DISTINCT fulfillment.order_gid
      FROM shipment JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
      WHERE shipment.shop_id = ${shopId}::uuid AND shipment.number = ANY(${orders.numbers}) AND ${isOrder}
        AND shipment.number <> '' AND shipment.ended_at IS NULL`;
}

function toParcel(row: Found): ShopperParcel {
  return {
    order: row.order,
    number: row.number.trim(),
    carrier: (row.carrierId && findCarrier(row.carrierId)?.name) || null,
    carrierUrl: webUrlOf(row.trackingUrl),
    status: shopperStatusOf(row.state),
    events: withoutRepeats(
      eventsSchema.parse(row.events).map(({ time, code, place }) => ({
        time,
        status: shopperStatusOf(lookUpStatus(code).status),
        place: place.trim() || null,
      })),
    ),
  };
}

// Several scans that read the same: the last of them.
const withoutRepeats = (events: ShopperEvent[]) =>
  events.filter((event, index) => {
    const newer = events[index - 1];
    return newer?.status !== event.status || newer.place !== event.place;
  });

function webUrlOf(url: string | null) {
  return url && URL.parse(url)?.protocol === "https:" ? url : null;
}
