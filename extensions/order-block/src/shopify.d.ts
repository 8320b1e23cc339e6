import type { Api } from "@shopify/ui-extensions/admin.order-details.block.render";

declare global {
  /** What Shopify puts into the global scope for this target. */
  const shopify: Api;
}
