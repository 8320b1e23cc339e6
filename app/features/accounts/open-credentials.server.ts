import type { KeyDeliveryAccount } from "@prisma/client";
import type { Sealer } from "#app/platform/sealing.server.ts";
import type { Credentials } from "./account-schema.ts";
import { keyPurpose, secretPurpose } from "./seal-purposes.ts";

/** Undefined once the account was disconnected. */
export function openCredentials(
  sealer: Sealer,
  account: Pick<KeyDeliveryAccount, "id" | "apiKeySealed" | "apiSecretSealed">,
): Credentials | undefined {
  if (!account.apiKeySealed || !account.apiSecretSealed) return undefined;
  return {
    apiKey: sealer.open(account.apiKeySealed, keyPurpose(account.id)),
    apiSecret: sealer.open(account.apiSecretSealed, secretPurpose(account.id)),
  };
}
