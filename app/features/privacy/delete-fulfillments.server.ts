import type { Transaction } from "#app/db.server.ts";
import { deleteUnneededTrackings } from "./delete-unneeded-trackings.server.ts";

const firstId = "00000000-0000-0000-0000-000000000000";

type Asked = {
  shopId: string;
  /** Made at Shopify before; null: all, and the marks of what was redacted. */
  before: Date | null;
  /** The gid that an earlier batch ended with. */
  after: string;
  limit: number;
};

/**
 * A batch of a shop's fulfillments goes, with all that hangs on them and the trackings that nobody needs any more.
 * @returns how many went, the trackings they were taken off (who calls releases those that stay), and the gid to go on
 * after; undefined at the end
 */
export async function deleteFulfillments(
  tx: Transaction,
  asked: Asked,
): Promise<{
  deleted: number;
  trackingIds: string[];
  last: string | undefined;
}> {
  const { shopId, before, after, limit } = asked;
  const batch = await tx.$queryRaw<{ id: string; gid: string; old: boolean }[]>`
    SELECT id, gid, ${before}::timestamptz IS NULL OR shopify_created_at < ${before} AS old FROM fulfillment
    WHERE shop_id = ${shopId}::uuid AND gid > ${after} ORDER BY gid LIMIT ${limit}`;
  const ids = batch.filter(({ old }) => old).map(({ id }) => id);
  await tx.$queryRaw`SELECT id FROM fulfillment WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const gone = await tx.$queryRaw<{ trackingId: string | null }[]>`
    DELETE FROM shipment WHERE fulfillment_id = ANY(${ids}::uuid[]) RETURNING tracking_id AS "trackingId"`;
  const deleted = before
    ? await deleteUnmarked(tx, ids)
    : (await tx.fulfillment.deleteMany({ where: { id: { in: ids } } })).count;
  const trackingIds = gone.flatMap(({ trackingId }) => trackingId ?? []);
  await deleteUnneededTrackings(tx, trackingIds);
  const last = batch.length === limit ? batch.at(-1)?.gid : undefined;
  return { deleted, trackingIds, last };
}

// What customers/redact left is a mark that the order must not come back: it stays, without a word of the order.
async function deleteUnmarked(tx: Transaction, ids: string[]) {
  await tx.fulfillment.updateMany({
    where: { id: { in: ids }, endReason: "redacted" },
    data: { orderName: "", name: "", trackingCompany: null },
  });
  const { count } = await tx.fulfillment.deleteMany({
    where: {
      id: { in: ids },
      OR: [{ endReason: null }, { endReason: { not: "redacted" } }],
    },
  });
  return count;
}

/**
 * A batch of the trackings that a shop asked for, those on its own accounts among them, goes where no parcel needs them.
 * @returns the id to go on after; undefined at the end
 */
export async function deleteSpareTrackings(
  tx: Pick<Transaction, "$queryRaw" | "$executeRaw">,
  asked: { shopId: string; after: string | undefined; limit: number },
): Promise<string | undefined> {
  const { shopId, after = firstId, limit } = asked;
  const trackings = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM tracking WHERE shop_id = ${shopId}::uuid AND id > ${after}::uuid ORDER BY id LIMIT ${limit}`;
  const ids = trackings.map(({ id }) => id);
  await deleteUnneededTrackings(tx, ids);
  return ids.length === limit ? ids.at(-1) : undefined;
}
