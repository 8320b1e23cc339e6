import type { KeyDeliveryAccount } from "@prisma/client";
import type { Credentials } from "#app/features/accounts/account-schema.ts";
import type { Slots } from "#app/features/accounts/take-slot.server.ts";

/** An account on its way through a drain, as all calls of the drain see it. */
export type Draining = {
  account: KeyDeliveryAccount;
  credentials: Credentials;
  slots: Slots;
  /** Shops whose Shopify did not answer, and until when it is not asked again. */
  unanswered: Map<string, Date>;
};
