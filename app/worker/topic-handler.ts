import type { WebhookDelivery } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";

/** What was done with a delivery, in a word that is stored with it, and the accounts to wake. */
export type DeliveryOutcome = { outcome: string; wake?: string[] };

export type OpenDelivery = Pick<
  WebhookDelivery,
  "id" | "shopDomain" | "topic" | "webhookId" | "triggeredAt" | "receivedAt"
> & {
  /** In base64, as is the key it was stored under: bytes would come as an array of numbers, one for each. */
  body: string;
  key: string;
};

/** Carries a delivery of one topic out, inside the transaction that marks it done. */
export type TopicHandler = (
  app: App,
  tx: Transaction,
  delivery: OpenDelivery,
  payload: unknown,
) => Promise<DeliveryOutcome>;

/** Stays open until the shop is installed: a first webhook can overtake the first page load. */
export const waitingForInstall = "waiting_for_install";

/** Stays open until the job that it began is done. */
export const underWay = "under_way";

export const openOutcomes: ReadonlySet<string> = new Set([
  waitingForInstall,
  underWay,
]);
