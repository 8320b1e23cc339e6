import type { KeyDeliveryAccount } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

/** The shop's own account with its credentials sealed; undefined while the operator's serves, or none. */
export async function loadOwnAccount(
  db: Pick<Database, "keyDeliveryAccount">,
  shopId: string,
): Promise<KeyDeliveryAccount | undefined> {
  const row = await db.keyDeliveryAccount.findFirst({
    where: { shopId, current: true },
  });
  return row ?? undefined;
}
