import type { Database } from "#app/db.server.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
import type { KnownFulfillment } from "./judge-rows.ts";

/** The fulfillments that are followed of these orders of a shop; one statement. */
export async function findOrders(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; orders: string[] },
): Promise<KnownFulfillment[]> {
  const keys = [...new Set(asked.orders.map(orderKeyOf))].filter(Boolean);
  if (keys.length === 0) return [];
  return db.$queryRaw<KnownFulfillment[]>`
    SELECT fulfillment.id, shipment.order_key AS "orderKey",
      COALESCE(array_agg(shipment.number) FILTER (WHERE shipment.ended_at IS NULL AND shipment.number <> ''), '{}')
        AS numbers
    FROM unnest(${keys}::text[]) AS asked (order_key)
      JOIN shipment ON shipment.shop_id = ${asked.shopId}::uuid AND shipment.order_key = asked.order_key
      JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id AND fulfillment.ended_at IS NULL
    GROUP BY fulfillment.id, shipment.order_key ORDER BY fulfillment.id`;
}
