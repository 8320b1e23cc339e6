import type { Shop } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { syncShop } from "#app/jobs/definitions.ts";
import type { Queue } from "#app/jobs/queue.server.ts";

/** Creates the shop with its defaults, or restores it, its settings kept. Safe to run at every opening. */
export async function installShop(
  tx: Transaction,
  queue: Pick<Queue, "enqueue">,
  asked: { domain: string; scopes: string; now: Date },
): Promise<Shop> {
  const { domain, scopes, now } = asked;
  const known = await tx.shop.findUnique({ where: { domain } });
  const isReinstall = known?.state === "uninstalled";
  const shop = await tx.shop.upsert({
    where: { domain },
    create: { domain, installedAt: now, grantedScopes: scopes },
    update: {
      state: "active",
      grantedScopes: scopes,
      ...(isReinstall && { installedAt: now, uninstalledAt: null }),
    },
  });
  await queue.enqueue(
    syncShop,
    { shopId: shop.id },
    { tx, singletonKey: shop.id },
  );
  return shop;
}
