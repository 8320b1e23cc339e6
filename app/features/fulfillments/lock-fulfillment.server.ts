import type { Fulfillment, FulfillmentOrigin } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import type { FulfillmentSnapshot } from "./fulfillment-payload.ts";

export type RecordRequest = {
  shopId: string;
  snapshot: FulfillmentSnapshot;
  /** When Shopify told it: the webhook's Triggered-At, or when it was asked. Null: unknown. */
  toldAt: Date | null;
  /** How we came to know of it, kept with a new row. */
  origin: FulfillmentOrigin;
  /** What was made before and is not known was deleted by the merchant. */
  deletedBefore?: Date | null;
  now: Date;
};

/** The fulfillment's row under a lock, made where there is none. */
export async function lockFulfillment(
  tx: Transaction,
  { shopId, snapshot, origin, toldAt }: RecordRequest,
): Promise<{ fulfillment: Fulfillment; isNew: boolean }> {
  const [created] = await tx.fulfillment.createManyAndReturn({
    data: [
      {
        shopId,
        gid: snapshot.gid,
        orderGid: snapshot.orderGid,
        orderName: snapshot.orderName,
        name: snapshot.name,
        trackingCompany: snapshot.company,
        shopifyStatus: snapshot.status,
        shopifyCreatedAt: snapshot.createdAt,
        shopifyUpdatedAt: snapshot.updatedAt,
        toldAt,
        originRegion: snapshot.origin.region,
        originCountry: snapshot.origin.country,
        origin,
      },
    ],
    skipDuplicates: true,
  });
  // Nobody else sees a row of this transaction.
  if (created) return { fulfillment: created, isNew: true };
  await tx.$queryRaw`SELECT id FROM fulfillment
    WHERE shop_id = ${shopId}::uuid AND gid = ${snapshot.gid} FOR UPDATE`;
  const fulfillment = await tx.fulfillment.findUniqueOrThrow({
    where: { shopId_gid: { shopId, gid: snapshot.gid } },
  });
  return { fulfillment, isNew: false };
}
