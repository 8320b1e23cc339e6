import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/**
 * The trackings a callback URL stood for when a push came: of each account the newest generation made by then, so
 * that a push that is replayed meets the parcel it was about. Usually one; more where two shops connected the same
 * API key, which is one account at KeyDelivery.
 */
export async function findTrackingsByRef(
  tx: Pick<Transaction, "tracking">,
  ref: string,
  receivedAt: Date,
): Promise<Tracking[]> {
  const trackings = await tx.tracking.findMany({
    where: { ref },
    orderBy: [{ accountId: "asc" }, { generation: "desc" }],
  });
  const byAccount = Map.groupBy(trackings, ({ accountId }) => accountId);
  return [...byAccount.values()].flatMap(
    (generations) =>
      generations.find(({ createdAt }) => createdAt <= receivedAt) ??
      generations.at(-1) ??
      [],
  );
}
