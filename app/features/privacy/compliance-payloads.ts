import { z } from "zod";

// Ids can exceed 2^53: they come as text then.
const id = z
  .union([z.string().regex(/^\d+$/), z.number().int()])
  .transform(String);
const orderGids = z
  .array(id)
  .nullish()
  .transform((ids) => (ids ?? []).map((one) => `gid://shopify/Order/${one}`));

/** customers/data_request. Who asks is not read: orders are what we hold. */
export const dataRequestPayload = z.object({
  shop_domain: z.string(),
  orders_requested: orderGids,
  data_request: z.object({ id }),
});

/** customers/redact */
export const customerRedactPayload = z.object({
  shop_domain: z.string(),
  orders_to_redact: orderGids,
});

/** shop/redact */
export const shopRedactPayload = z.object({ shop_domain: z.string() });
