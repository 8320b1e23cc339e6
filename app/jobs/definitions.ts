import { z } from "zod";
import { defineJob } from "./define-job.ts";

const rowId = z.string().regex(/^\d{1,19}$/);

/** A stored Shopify webhook delivery is carried out. */
export const processDelivery = defineJob({
  name: "process-delivery",
  schema: z.object({ deliveryId: rowId }),
  concurrency: 4,
});

/** A stored KeyDelivery push is applied to its tracking. */
export const processPush = defineJob({
  name: "process-push",
  schema: z.object({ pushId: rowId }),
  concurrency: 4,
});

/** Waiting trackings of one account are registered at KeyDelivery, as its rate allows. */
export const drainAccount = defineJob({
  name: "drain-account",
  schema: z.object({ accountId: z.uuid() }),
  policy: "one_per_key",
  retryLimit: 3,
});

/** One tracking is asked for with a real-time query. */
export const checkTracking = defineJob({
  name: "check-tracking",
  schema: z.object({ trackingId: z.uuid() }),
  policy: "one_per_key",
});

/** The shop's time zone and granted scopes are read from Shopify. */
export const syncShop = defineJob({
  name: "sync-shop",
  schema: z.object({ shopId: z.uuid() }),
  policy: "one_per_key",
});

/** Rows without a wake-up are found: open attempts, waiting trackings, due checks. */
export const sweep = defineJob({
  name: "sweep",
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  concurrency: 1,
  cron: "* * * * *",
});

/** Stored deliveries and pushes whose job used up its retries get another; what is old goes. */
export const tidy = defineJob({
  name: "tidy",
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  concurrency: 1,
  cron: "17 * * * *",
});

export const jobDefinitions = [
  processDelivery,
  processPush,
  drainAccount,
  checkTracking,
  syncShop,
  sweep,
  tidy,
];
