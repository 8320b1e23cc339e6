import type { KeyDeliveryAccount } from "@prisma/client";
import type { LimitFunction } from "p-limit";
import type { Credentials } from "#app/features/accounts/account-schema.ts";
import type { CallTurns } from "#app/features/accounts/call-turns.server.ts";

/** An account on its way through a drain, as all calls of the drain see it. */
export type Draining = {
  account: KeyDeliveryAccount;
  credentials: Credentials;
  turns: CallTurns;
  /** Runs so many calls side by side, the others when one is answered. */
  calls: LimitFunction;
  /** Shops whose Shopify did not answer, and until when it is not asked again. */
  unanswered: Map<string, Date>;
};
