import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { orderTagsQuery } from "./graphql/order-tags.ts";
import { queryAdmin } from "./query-admin.server.ts";
import { ShopifyRefusedError } from "./shopify-error.server.ts";

const answer = z.object({
  order: z.object({ tags: z.array(z.string()) }).nullable(),
});

/**
 * The tags of an order. "unreadable": older than the app may see, gone, or refused.
 * @throws NeedsReopenError, ShopifyUnavailableError
 */
export async function readOrderTags(
  app: App,
  shop: string,
  orderGid: string,
): Promise<string[] | "unreadable"> {
  try {
    const { order } = await queryAdmin(app, shop, {
      document: orderTagsQuery,
      variables: { id: orderGid },
      schema: answer,
    });
    return order?.tags ?? "unreadable";
  } catch (error) {
    if (error instanceof ShopifyRefusedError) return "unreadable";
    throw error;
  }
}
