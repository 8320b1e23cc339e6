import { z } from "zod";

/** An id of Shopify's in a webhook, as digits: beyond 2^53 it comes as text, from parseJson. */
export const shopifyId = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().nonnegative()])
  .transform(String);
