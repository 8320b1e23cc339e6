import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { orderPhoneQuery } from "./graphql/order-phone.ts";
import { queryAdmin } from "./query-admin.server.ts";
import { ShopifyRefusedError } from "./shopify-error.server.ts";

const answer = z.object({
  order: z
    .object({
      shippingAddress: z.object({ phone: z.string().nullable() }).nullable(),
    })
    .nullable(),
});

/** "withheld": the app is not approved for phones, the order is out of its sight, or the address has none. */
export type OrderPhone =
  | { kind: "typed"; phone: string }
  | { kind: "withheld" }
  | { kind: "no_address" };

/**
 * The phone of an order's shipping address, as it was typed. For the moment only: nobody may keep or log it.
 * @throws NeedsReopenError, ShopifyUnavailableError
 */
export async function readOrderPhone(
  app: App,
  asked: { shop: string; orderGid: string; signal: AbortSignal },
): Promise<OrderPhone> {
  try {
    const { order } = await queryAdmin(app, asked.shop, {
      document: orderPhoneQuery,
      variables: { id: asked.orderGid },
      schema: answer,
      signal: asked.signal,
    });
    if (order && !order.shippingAddress) return { kind: "no_address" };
    const phone = order?.shippingAddress?.phone;
    return phone ? { kind: "typed", phone } : { kind: "withheld" };
  } catch (error) {
    if (error instanceof ShopifyRefusedError) return { kind: "withheld" };
    throw error;
  }
}
