import type { Shop } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/** The shop's row, locked: its lifecycle happens one step at a time. Rows of the shop can be written meanwhile. */
export async function lockShop(
  tx: Transaction,
  domain: string,
): Promise<Shop | null> {
  await tx.$queryRaw`SELECT id FROM shop WHERE domain = ${domain} FOR NO KEY UPDATE`;
  return tx.shop.findUnique({ where: { domain } });
}

/** The same for its end: nothing that refers to the shop can be written meanwhile. */
export async function lockShopForEnd(
  tx: Transaction,
  domain: string,
): Promise<Shop | null> {
  await tx.$queryRaw`SELECT id FROM shop WHERE domain = ${domain} FOR UPDATE`;
  return tx.shop.findUnique({ where: { domain } });
}
