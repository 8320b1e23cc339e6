import type { Api } from "@shopify/ui-extensions/customer-account.order-status.block.render";

/** What Shopify puts into the global scope for this target. The package's own type of it is that of another surface. */
export const { shopify } = globalThis as unknown as { shopify: Api };
