import type { Tracking } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/**
 * The trackings a callback URL stands for: the newest generation of each account. Usually one; more
 * where two shops connected the same API key, which is one account at KeyDelivery.
 */
export function findTrackingsByRef(
  tx: Pick<Transaction, "tracking">,
  ref: string,
): Promise<Tracking[]> {
  return tx.tracking.findMany({
    where: { ref },
    orderBy: [{ accountId: "asc" }, { generation: "desc" }],
    distinct: ["accountId"],
  });
}
