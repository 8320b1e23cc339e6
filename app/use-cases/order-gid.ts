import { z } from "zod";

/** An order's id in an address, bare or as Shopify's gid; read as the gid. */
export const orderGidSchema = z
  .string()
  .regex(/^(gid:\/\/shopify\/Order\/)?\d{1,20}$/)
  .transform((id) => `gid://shopify/Order/${id.replace(/^.*\//, "")}`);
