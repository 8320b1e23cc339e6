import { z } from "zod";
import { shopifyId } from "#app/domain/shopify-id.ts";

const orderGids = z
  .array(shopifyId)
  .nullish()
  .transform((ids) => (ids ?? []).map((one) => `gid://shopify/Order/${one}`));

/** customers/data_request. Who asks is not read: orders are what we hold. */
export const dataRequestPayload = z.object({
  shop_domain: z.string(),
  orders_requested: orderGids,
  data_request: z.object({ id: shopifyId }),
});

/** customers/redact */
export const customerRedactPayload = z.object({
  shop_domain: z.string(),
  orders_to_redact: orderGids,
});

/** shop/redact */
export const shopRedactPayload = z.object({ shop_domain: z.string() });
