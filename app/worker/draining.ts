import type { KeyDeliveryAccount } from "@prisma/client";
import type { LimitFunction } from "p-limit";
import type { Credentials } from "#app/features/accounts/account-schema.ts";
import type { Slots } from "#app/features/accounts/take-slot.server.ts";

/** An account on its way through a drain, as all calls of the drain see it. */
export type Draining = {
  account: KeyDeliveryAccount;
  credentials: Credentials;
  slots: Slots;
  /** Runs so many calls side by side, the others when one is answered. */
  calls: LimitFunction;
  /** Shops whose Shopify did not answer, and until when it is not asked again. */
  unanswered: Map<string, Date>;
};
