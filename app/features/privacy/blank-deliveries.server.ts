import type { Transaction } from "#app/db.server.ts";
import { parseJson } from "#app/domain/parse-json.ts";

const blank = Buffer.from("{}");
const batchSize = 200;

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

/**
 * The same for every delivery that a shop had about these orders and fulfillments. The database finds bodies
 * that hold one of the ids as digits, which other numbers can contain: each is parsed before it is blanked.
 * One that cannot be read is blanked too.
 */
export async function blankDeliveries(
  tx: Transaction,
  asked: { shopDomain: string; gids: string[] },
): Promise<void> {
  const about = new Set(asked.gids);
  const digits = asked.gids.map((gid) => Buffer.from(gid.replace(/\D+/g, "")));
  let after = 0n;
  for (;;) {
    const rows = await tx.$queryRaw<{ id: bigint; body: Uint8Array }[]>`
      SELECT id, body FROM webhook_delivery
      WHERE shop_domain = ${asked.shopDomain} AND id > ${after}
        AND (topic LIKE 'fulfillments/%' OR topic LIKE 'orders/%')
        AND EXISTS (SELECT 1 FROM unnest(${digits}::bytea[]) AS digits WHERE position(digits IN body) > 0)
      ORDER BY id LIMIT ${batchSize} FOR UPDATE`;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await tx.$executeRaw`
      UPDATE webhook_delivery SET body = ${blank}, outcome = 'redacted',
        processed_at = COALESCE(processed_at, now())
      WHERE id = ANY(${rows.filter(({ body }) => isAbout(body, about)).map(({ id }) => id)}::bigint[])`;
  }
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
