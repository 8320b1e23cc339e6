/** What Shopify saw: the counts of a run come from here, not from the app's tables. */
export type DeliveryAttempt = {
  topic: string;
  shop: string;
  /** Of the fulfillment or order the webhook is about. */
  resource: string;
  webhookId: string;
  eventId: string;
  /** 0: no answer in time. */
  status: number;
  /** When it was answered, or given up. */
  at: number;
};

/** An event that fulfillmentEventCreate accepted. */
export type AcceptedEvent = {
  shop: string;
  /** The fulfillment's gid. */
  fulfillment: string;
  status: string;
  happenedAt: string;
  message: string | null;
};

export type ShopifyJournal = {
  deliveries: DeliveryAttempt[];
  exchanges: string[];
  refreshes: string[];
  /** Admin API calls under a live token, those that were throttled or failed on demand as well. */
  queries: { shop: string; operation: string }[];
  /** Of the calls, those that found the shop's bucket too empty. */
  throttled: { shop: string; operation: string }[];
  events: AcceptedEvent[];
  flowTriggers: { shop: string; handle: string; payload: object }[];
};

export const createJournal = (): ShopifyJournal => ({
  deliveries: [],
  exchanges: [],
  refreshes: [],
  queries: [],
  throttled: [],
  events: [],
  flowTriggers: [],
});
