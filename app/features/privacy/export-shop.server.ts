import type { Shop } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { exportFulfillments } from "./export-fulfillments.server.ts";
import type { ExportPage, ExportSection } from "./export-sections.ts";

// Longer than a page takes on the slowest line.
const leaseMs = 90_000;
const perPage = 500;
const countLimit = 10_000;

type Db = Pick<
  Database,
  "$queryRaw" | "$executeRaw" | "carrierMapping" | "savedView" | "auditEntry"
>;

/** True when no other export of the shop is being read; this one goes on being so for a while. */
export async function takeExport(
  db: Db,
  asked: { shopId: string; exportId: string; now: Date },
): Promise<boolean> {
  const { shopId, exportId, now } = asked;
  const until = new Date(now.getTime() + leaseMs);
  const count = await db.$executeRaw`
    UPDATE shop SET exporting_by = ${exportId}::uuid, exporting_until = ${until}
    WHERE id = ${shopId}::uuid
      AND (exporting_by = ${exportId}::uuid OR exporting_until IS NULL OR exporting_until < ${now})`;
  return count === 1;
}

/** It was read to its end: another may begin. */
export async function endExport(
  db: Db,
  asked: { shopId: string; exportId: string },
): Promise<void> {
  await db.$executeRaw`
    UPDATE shop SET exporting_until = NULL
    WHERE id = ${asked.shopId}::uuid AND exporting_by = ${asked.exportId}::uuid`;
}

type Asked = {
  shop: Shop;
  section: ExportSection;
  after: string | undefined;
};

/** A page of all that is held of a shop. No key, secret or token of an account or of Shopify is part of it. */
export async function exportPage(
  db: Db,
  { shop, section, after }: Asked,
): Promise<ExportPage> {
  const where = { shopId: shop.id };
  switch (section) {
    case "shop":
      return {
        items: [describeShop(shop)],
        next: null,
        total: await countFulfillments(db, shop.id),
      };
    case "fulfillments":
      return exportFulfillments(db, { shopId: shop.id, after });
    case "carrierMappings": {
      const items = await db.carrierMapping.findMany({
        where: { ...where, ...(after && { companyKey: { gt: after } }) },
        orderBy: { companyKey: "asc" },
        take: perPage,
        omit: { shopId: true },
      });
      return { items, next: nextOf(items, ({ companyKey }) => companyKey) };
    }
    case "savedViews": {
      const items = await db.savedView.findMany({
        where: { ...where, ...(after && { name: { gt: after } }) },
        orderBy: { name: "asc" },
        take: perPage,
        omit: { shopId: true, id: true },
      });
      return { items, next: nextOf(items, ({ name }) => name) };
    }
    case "changes":
      return exportChanges(db, shop.id, after);
  }
}

async function exportChanges(
  db: Db,
  shopId: string,
  after: string | undefined,
) {
  const rows = await db.$queryRaw<{ id: string; item: object }[]>`
    SELECT id, jsonb_build_object('action', action, 'actor', actor, 'detail', detail, 'at', created_at) AS item
    FROM audit_entry WHERE shop_id = ${shopId}::uuid AND shipment_id IS NULL
      AND (${after ?? null}::uuid IS NULL OR (created_at, id) < (
        SELECT created_at, id FROM audit_entry WHERE id = ${after ?? null}::uuid AND shop_id = ${shopId}::uuid))
    ORDER BY created_at DESC, id DESC LIMIT ${perPage}`;
  return {
    items: rows.map(({ item }) => item),
    next: nextOf(rows, ({ id }) => id),
  };
}

function nextOf<Row>(rows: Row[], keyOf: (row: Row) => string) {
  const last = rows.length === perPage ? rows.at(-1) : undefined;
  return last === undefined ? null : keyOf(last);
}

async function countFulfillments(db: Db, shopId: string) {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM fulfillment WHERE shop_id = ${shopId}::uuid LIMIT ${countLimit + 1}) AS counted`;
  const count = found?.count ?? 0;
  return { count: Math.min(count, countLimit), more: count > countLimit };
}

const describeShop = (shop: Shop) => ({
  domain: shop.domain,
  installedAt: shop.installedAt,
  timeZone: shop.timeZone,
  settings: {
    automaticRegistration: shop.automaticRegistration,
    automation: shop.automation,
    writeBack: shop.writeBack,
    promiseDays: shop.promiseDays,
    digest: shop.digest,
    stalledDays: shop.stalledDays,
    phoneSharing: shop.phoneSharing,
    contactLookUp: shop.contactLookUp,
    retentionDays: shop.retentionDays,
  },
});
