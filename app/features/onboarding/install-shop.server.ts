import type { Shop } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { resumeShop, syncShop } from "#app/jobs/definitions.ts";
import type { Queue } from "#app/jobs/queue.server.ts";
import { lockShop } from "./lock-shop.server.ts";

/** Creates the shop with its defaults, or restores it, its settings kept. Safe to run at every opening. */
export async function installShop(
  tx: Transaction,
  queue: Pick<Queue, "enqueue">,
  asked: { domain: string; scopes: string; now: Date },
): Promise<Shop> {
  const { domain, scopes, now } = asked;
  await tx.shop.createMany({
    data: [{ domain, installedAt: now, grantedScopes: scopes }],
    skipDuplicates: true,
  });
  // Locked: an uninstall that ends meanwhile must be seen, or its date of installation would stay.
  const known = await lockShop(tx, domain);
  if (!known) throw new Error("the shop just made is not there");
  const cameBack = known.state === "uninstalled";
  const shop = await tx.shop.update({
    where: { id: known.id },
    data: {
      state: "active",
      openedAt: now,
      grantedScopes: scopes,
      ...(cameBack && { installedAt: now, uninstalledAt: null }),
    },
  });
  const { id: shopId } = shop;
  await queue.enqueue(syncShop, { shopId }, { tx, singletonKey: shopId });
  if (cameBack)
    await queue.enqueue(resumeShop, { shopId }, { tx, singletonKey: shopId });
  return shop;
}
