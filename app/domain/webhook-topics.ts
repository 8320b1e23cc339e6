/** What shopify.app.toml subscribes to, and the worker carries out. */
export const webhookTopics = [
  "fulfillments/create",
  "fulfillments/update",
  "orders/delete",
  "app/uninstalled",
  "app/scopes_update",
  "customers/data_request",
  "customers/redact",
  "shop/redact",
] as const;

export type WebhookTopic = (typeof webhookTopics)[number];

export const isWebhookTopic = (text: unknown): text is WebhookTopic =>
  webhookTopics.some((topic) => topic === text);
