import type { Transaction } from "#app/db.server.ts";
import { parseJson } from "#app/domain/parse-json.ts";

const blank = Buffer.from("{}");
const batchSize = 500;

/** The raw text of a delivery is forgotten, the fact that it came stays. */
export async function blankDelivery(
  tx: Transaction,
  deliveryId: bigint,
): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { id: deliveryId },
    data: { body: blank },
  });
}

/** Of the request of a person's data what tells which orders it is about stays, and nothing of the person. */
export async function keepOfRequest(
  tx: Transaction,
  deliveryId: bigint,
  request: object,
): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { id: deliveryId },
    data: { body: Buffer.from(JSON.stringify(request)) },
  });
}

/** Where a look through a shop's deliveries has come to. */
export type DeliveryPlace = { receivedAt: Date; id: bigint };

/**
 * Of some deliveries of a shop, those about these orders and fulfillments are blanked, and never carried out. The database
 * finds bodies that hold one of the ids as digits, which other numbers can contain: each is parsed before it is blanked.
 * One that cannot be read is blanked too.
 * @returns where the next ones begin; undefined: these were the last
 */
export async function blankDeliveries(
  tx: Pick<Transaction, "$queryRaw" | "$executeRaw">,
  asked: { shopDomain: string; gids: string[]; after?: DeliveryPlace },
): Promise<DeliveryPlace | undefined> {
  const about = new Set(asked.gids);
  const digits = asked.gids.map((gid) => Buffer.from(gid.replace(/\D+/g, "")));
  const { receivedAt, id } = asked.after ?? { receivedAt: new Date(0), id: 0n };
  const rows = await tx.$queryRaw<
    (DeliveryPlace & { body: Uint8Array | null })[]
  >`
    SELECT id, received_at AS "receivedAt", CASE WHEN (topic LIKE 'fulfillments/%' OR topic LIKE 'orders/%')
      AND EXISTS (SELECT 1 FROM unnest(${digits}::bytea[]) AS digits WHERE position(digits IN body) > 0) THEN body END AS body
    FROM (SELECT id, received_at, topic, body FROM webhook_delivery
      WHERE shop_domain = ${asked.shopDomain} AND (received_at, id) > (${receivedAt}, ${id})
      ORDER BY received_at, id LIMIT ${batchSize}) AS page
    ORDER BY received_at, id`;
  const found = rows.filter(({ body }) => body && isAbout(body, about));
  await tx.$executeRaw`
    UPDATE webhook_delivery SET body = ${blank}, outcome = 'redacted', processed_at = COALESCE(processed_at, now())
    WHERE id = ANY(${found.map((row) => row.id)}::bigint[])`;
  const last = rows.at(-1);
  return last && rows.length === batchSize
    ? { receivedAt: last.receivedAt, id: last.id }
    : undefined;
}

function isAbout(body: Uint8Array, gids: ReadonlySet<string>) {
  try {
    return namesOne(parseJson(Buffer.from(body).toString("utf8")), gids);
  } catch {
    return true;
  }
}

// Wherever it stands: as a gid, or as the id of the resource.
function namesOne(payload: unknown, gids: ReadonlySet<string>) {
  if (typeof payload !== "object" || payload === null) return false;
  const { id, order_id, admin_graphql_api_id } = payload as Record<
    string,
    unknown
  >;
  return [
    admin_graphql_api_id,
    `gid://shopify/Order/${String(order_id)}`,
    `gid://shopify/Order/${String(id)}`,
    `gid://shopify/Fulfillment/${String(id)}`,
  ].some((gid) => typeof gid === "string" && gids.has(gid));
}
