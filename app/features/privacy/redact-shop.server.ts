import { randomUUID } from "node:crypto";
import type { Shop } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { forgottenDomain } from "#app/domain/forgotten-domain.ts";

/**
 * From now on the shop has left for good: its tokens are gone, and all that is its own is to be deleted, by a job. Its row
 * gives its domain away and goes last, so that a shop that installs the app meanwhile begins anew, and keeps what it gets.
 * One that never opened the app has deliveries only.
 * @param asked.shop locked; null where there is none
 * @param asked.leftAt where its row does not say
 * @param asked.until its deliveries until then are the ones to go
 * @returns the deletion that the job carries out
 */
export async function redactShop(
  tx: Transaction,
  asked: {
    shop: Pick<Shop, "id" | "uninstalledAt"> | null;
    domain: string;
    until: Date;
    leftAt: Date;
    now: Date;
  },
): Promise<string> {
  const { shop, domain, until, now } = asked;
  await tx.session.deleteMany({ where: { shop: domain } });
  const shopId = shop?.id ?? randomUUID();
  const left = {
    domain: forgottenDomain(domain, shopId),
    state: "uninstalled",
    // What came later waits for its next installation.
    uninstalledAt: shop?.uninstalledAt ?? asked.leftAt,
  } as const;
  await tx.shop.upsert({
    where: { id: shopId },
    create: { id: shopId, installedAt: now, ...left },
    update: left,
  });
  // What the merchant asked for ends with a shop that is there.
  await tx.dataDeletion.updateMany({
    where: { shopId, endedAt: null },
    data: { endedAt: now, stopped: true },
  });
  const { id } = await tx.dataDeletion.create({
    data: { shopId, before: until },
    select: { id: true },
  });
  return id;
}
