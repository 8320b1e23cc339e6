import { z } from "zod";

const text = z.string().nullish();

const fulfillmentNode = z.object({
  id: z.string(),
  legacyResourceId: z.coerce.string<string>(),
  name: text,
  status: z.string(),
  displayStatus: text,
  createdAt: z.string(),
  updatedAt: z.string(),
  originAddress: z.object({ provinceCode: text, countryCode: text }).nullish(),
  trackingInfo: z.array(z.object({ company: text, number: text, url: text })),
});

/** An order as it is asked for in graphql/orders.ts. */
export const orderNode = z.object({
  id: z.string(),
  legacyResourceId: z.coerce.string<string>(),
  name: z.string(),
  updatedAt: z.string(),
  /** Where they were asked for. */
  tags: z.array(z.string()).optional(),
  shippingAddress: z
    .object({ city: text, province: text, country: text })
    .nullish(),
  fulfillments: z.array(fulfillmentNode),
});

export type OrderNode = z.infer<typeof orderNode>;
export type FulfillmentNode = z.infer<typeof fulfillmentNode>;
