import { z } from "zod";
import type { App } from "#app/app-context.ts";
import {
  customerOrdersQuery,
  orderContactsQuery,
} from "./graphql/shopper-orders.ts";
import { queryAdmin } from "./query-admin.server.ts";
import { ShopifyRefusedError } from "./shopify-error.server.ts";

const contacts = z.object({
  orders: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        shippingAddress: z.object({ zip: z.string().nullable() }).nullable(),
      }),
    ),
  }),
});

/** What tells an order's buyer. Null: there is none, or the app is not approved for it. */
export type OrderContact = {
  gid: string;
  name: string;
  email: string | null;
  postcode: string | null;
};

/**
 * The orders that Shopify finds by a name such as "1001", the app's own reading of it included. For the moment only:
 * nobody may keep or log them.
 * @param asked.name without quotes and backslashes: it becomes part of a search
 * @returns undefined where Shopify refuses the app these fields
 * @throws NeedsReopenError, ShopifyUnavailableError
 */
export async function readOrderContacts(
  app: App,
  asked: { shop: string; name: string; signal: AbortSignal },
): Promise<OrderContact[] | undefined> {
  try {
    const { orders } = await queryAdmin(app, asked.shop, {
      document: orderContactsQuery,
      variables: { search: `name:'${asked.name}'` },
      schema: contacts,
      signal: asked.signal,
    });
    return orders.nodes.map(({ id, name, email, shippingAddress }) => ({
      ...{ gid: id, name, email },
      postcode: shippingAddress?.zip ?? null,
    }));
  } catch (error) {
    if (error instanceof ShopifyRefusedError) return undefined;
    throw error;
  }
}

const ids = z.object({
  orders: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
});

/**
 * The ids of a customer's newest orders.
 * @param asked.customerId digits only
 * @throws NeedsReopenError, ShopifyUnavailableError, ShopifyRefusedError
 */
export async function listCustomerOrders(
  app: App,
  asked: { shop: string; customerId: string; signal: AbortSignal },
): Promise<string[]> {
  const { orders } = await queryAdmin(app, asked.shop, {
    document: customerOrdersQuery,
    variables: { search: `customer_id:${asked.customerId}` },
    schema: ids,
    signal: asked.signal,
  });
  return orders.nodes.map(({ id }) => id);
}
