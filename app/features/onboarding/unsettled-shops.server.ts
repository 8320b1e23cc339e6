import type { ShopState } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

// Longer than all retries of a job.
const restMs = 2 * 3_600_000;
const atOnce = 1_000;

/** Shops that left or came back hours ago, and whose parcels are not all stopped or taken up. */
export async function listUnsettledShops(
  db: Pick<Database, "shop">,
  now: Date,
): Promise<{ shopId: string; state: ShopState; since: string }[]> {
  const rows = await db.shop.findMany({
    where: { unsettledSince: { lt: new Date(now.getTime() - restMs) } },
    orderBy: { unsettledSince: "asc" },
    take: atOnce,
    select: { id: true, state: true, unsettledSince: true },
  });
  return rows.flatMap(({ id: shopId, state, unsettledSince }) =>
    unsettledSince
      ? [{ shopId, state, since: unsettledSince.toISOString() }]
      : [],
  );
}

/** All its parcels are stopped or taken up, unless it came back or left once more meanwhile. */
export async function noteSettled(
  db: Pick<Database, "shop">,
  { shopId, since }: { shopId: string; since: string | undefined },
): Promise<void> {
  if (since)
    await db.shop.updateMany({
      where: { id: shopId, unsettledSince: new Date(since) },
      data: { unsettledSince: null },
    });
}
