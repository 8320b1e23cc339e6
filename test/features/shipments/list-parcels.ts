import { randomUUID } from "node:crypto";
import type { Prisma } from "@prisma/client";
import type pg from "pg";
import type { Database } from "#app/db.server.ts";
import { shippedAt } from "./create-parcel.ts";

export type Listed = Prisma.ShipmentCreateManyInput & { id: string };

/** Parcels with a state of one's choice: the triggers that would derive it rest. */
export async function createListed(
  { db, pool }: { db: Database; pool: pg.Pool },
  shopId: string,
  rows: Partial<Listed>[],
): Promise<Listed[]> {
  const fulfillment = await db.fulfillment.create({
    data: {
      shopId,
      gid: `gid://shopify/Fulfillment/${randomUUID()}`,
      orderGid: "gid://shopify/Order/1",
      orderName: "#1",
      name: "#1.1",
      shopifyStatus: "success",
      shopifyCreatedAt: shippedAt,
      shopifyUpdatedAt: shippedAt,
    },
  });
  const data = rows.map((row, index): Listed => {
    const number = row.number ?? `N${index}`;
    return {
      id: randomUUID(),
      shopId,
      fulfillmentId: fulfillment.id,
      numberRaw: number,
      orderName: `#${row.orderKey ?? "1"}`,
      orderKey: "1",
      shippedAt,
      movedAt: shippedAt,
      state: "in_transit",
      ...row,
      number,
    };
  });
  await pool.query("ALTER TABLE shipment DISABLE TRIGGER USER");
  await db.shipment.createMany({ data });
  await pool.query("ALTER TABLE shipment ENABLE TRIGGER USER");
  return data;
}
