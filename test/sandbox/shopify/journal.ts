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
};

export type ShopifyJournal = {
  deliveries: DeliveryAttempt[];
  exchanges: string[];
  refreshes: string[];
  queries: { shop: string; operation: string }[];
};

export const createJournal = (): ShopifyJournal => ({
  deliveries: [],
  exchanges: [],
  refreshes: [],
  queries: [],
});
