import type { Database, Transaction } from "#app/db.server.ts";
import {
  findOnlyShops,
  type OnlyShop,
} from "#app/features/trackings/find-only-shop.server.ts";

export type OpenPush = {
  id: bigint;
  ref: string;
  /** In base64, as is the key it was stored under: bytes would come as an array of numbers, one for each. */
  body: string;
  key: string;
  receivedAt: Date;
};

// Of the bodies that a transaction reads at once.
const bytesTogether = 1024 ** 2;

/**
 * Open pushes, parted into what is carried out together: of each callback URL one, so that every change of a status is
 * seen, and no more than memory takes.
 */
export async function planPushes(
  db: Database,
  ids: bigint[],
): Promise<bigint[][]> {
  const rows = await db.$queryRaw<{ id: bigint; ref: string; bytes: number }[]>`
    SELECT id, ref, octet_length(body) AS bytes FROM push
    WHERE id = ANY(${ids}) AND processed_at IS NULL ORDER BY id`;
  const parts: bigint[][] = [];
  let refs = new Set<string>();
  let left = 0;
  for (const { id, ref, bytes } of rows) {
    if (parts.length === 0 || refs.has(ref) || bytes > left) {
      parts.push([]);
      refs = new Set();
      left = bytesTogether;
    }
    parts.at(-1)?.push(id);
    refs.add(ref);
    left -= bytes;
  }
  return parts;
}

export const lockOpenPushes = (tx: Transaction, ids: bigint[]) =>
  tx.$queryRaw<OpenPush[]>`
    SELECT id, ref, encode(body, 'base64') AS body, encode(dedupe_key, 'base64') AS key,
      received_at AS "receivedAt" FROM push
    WHERE id = ANY(${ids}) AND processed_at IS NULL ORDER BY id FOR UPDATE`;

/**
 * Marks them done. The body of one that nothing is known of is not kept: it was redacted, most likely.
 * @returns by ref the shop that alone is concerned
 */
export async function settlePushes(
  tx: Transaction,
  pushes: { id: bigint; ref: string; outcome: string }[],
  now: Date,
): Promise<Map<string, OnlyShop>> {
  if (pushes.length === 0) return new Map();
  const shops = await findOnlyShops(
    tx,
    pushes.map(({ ref }) => ref),
  );
  const settled = pushes.map(({ id, ref, outcome }) => ({
    id: String(id),
    outcome,
    shopId: shops.get(ref)?.id ?? null,
  }));
  await tx.$executeRaw`
    UPDATE push SET outcome = settled.outcome, processed_at = ${now}, shop_id = settled."shopId",
      body = CASE settled.outcome WHEN 'unknown_ref' THEN '{}'::bytea ELSE body END
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) AS settled(id bigint, outcome text, "shopId" uuid)
    WHERE push.id = settled.id`;
  return shops;
}
