import type { Shop } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import { resumeShop, syncShop } from "#app/jobs/definitions.ts";
import type { Queue } from "#app/jobs/queue.server.ts";
import { lockShop } from "./lock-shop.server.ts";

type Asked = { domain: string; scopes: string; openedAt: Date };

/**
 * Creates the shop with its defaults, or restores it, its settings kept. Safe to run at every opening.
 * @returns null where the shop left after it was opened
 */
export async function installShop(
  tx: Transaction,
  queue: Pick<Queue, "enqueue">,
  asked: Asked,
): Promise<Shop | null> {
  const { scopes, openedAt } = asked;
  // Once more where shop/redact took the row's domain away while it was waited for.
  const known =
    (await findOrCreate(tx, asked)) ?? (await findOrCreate(tx, asked));
  if (!known) throw new Error("the shop just made is not there");
  const cameBack = known.state === "uninstalled";
  if (cameBack && known.uninstalledAt && known.uninstalledAt >= openedAt)
    return null;
  const shop = await tx.shop.update({
    where: { id: known.id },
    data: {
      state: "active",
      openedAt: laterOf(openedAt, known.openedAt),
      grantedScopes: scopes,
      ...(cameBack && {
        installedAt: installedAgainAt(known, openedAt),
        uninstalledAt: null,
        unsettledSince: openedAt,
      }),
    },
  });
  const { id: shopId } = shop;
  await queue.enqueue(syncShop, { shopId }, { tx, singletonKey: shopId });
  if (cameBack) {
    const since = openedAt.toISOString();
    const job = { shopId, since };
    await queue.enqueue(resumeShop, job, { tx, singletonKey: shopId });
  }
  return shop;
}

const soonMs = 10 * 60_000;

// When exactly is not told. What it ships before it opens the app, so soon after it left that its webhook counts for one of
// before, is found by a look at what webhooks missed: none of it may count as history.
const installedAgainAt = ({ uninstalledAt }: Shop, openedAt: Date) =>
  uninstalledAt && openedAt.getTime() - uninstalledAt.getTime() < soonMs
    ? uninstalledAt
    : openedAt;

const laterOf = (one: Date, other: Date | null) =>
  other && other > one ? other : one;

async function findOrCreate(
  tx: Transaction,
  { domain, scopes, openedAt }: Asked,
) {
  await tx.shop.createMany({
    data: [{ domain, installedAt: openedAt, grantedScopes: scopes }],
    skipDuplicates: true,
  });
  // Locked: an uninstall that ends meanwhile must be seen, or its date of installation would stay.
  return lockShop(tx, domain);
}
