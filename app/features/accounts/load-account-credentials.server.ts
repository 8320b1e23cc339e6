import type { Database } from "#app/db.server.ts";
import type { Sealer } from "#app/platform/sealing.server.ts";
import type { Credentials } from "./account-schema.ts";
import { keyPurpose, secretPurpose } from "./seal-purposes.ts";

/** The credentials of the shop's own account, opened; undefined when the shop has none. */
export async function loadAccountCredentials(
  db: Pick<Database, "keyDeliveryAccount">,
  sealer: Sealer,
  shopId: string,
): Promise<Credentials | undefined> {
  const row = await db.keyDeliveryAccount.findFirst({
    where: { shopId, current: true },
    select: { id: true, apiKeySealed: true, apiSecretSealed: true },
  });
  if (!row?.apiKeySealed || !row.apiSecretSealed) return undefined;
  return {
    apiKey: sealer.open(row.apiKeySealed, keyPurpose(row.id)),
    apiSecret: sealer.open(row.apiSecretSealed, secretPurpose(row.id)),
  };
}
