import { z } from "zod";
import { defineJob } from "./define-job.ts";

const rowId = z.string().regex(/^\d{1,18}$/);

/** A stored Shopify webhook delivery is carried out. */
export const processDelivery = defineJob({
  name: "process-delivery",
  schema: z.object({ deliveryId: rowId }),
  concurrency: 4,
  givesWay: true,
});

/** A stored KeyDelivery push is applied to its tracking, together with those that wait beside it. */
export const processPush = defineJob({
  name: "process-push",
  schema: z.object({ pushId: rowId }),
  concurrency: 32,
  givesWay: true,
});

/** Waiting trackings of one account are registered at KeyDelivery, as its rate allows. */
export const drainAccount = defineJob({
  name: "drain-account",
  isLong: true,
  isHint: true,
  concurrency: 8,
  schema: z.object({ accountId: z.uuid() }),
  policy: "one_per_key",
  retryLimit: 3,
});

/** One tracking is asked for with a real-time query. */
export const checkTracking = defineJob({
  name: "check-tracking",
  concurrency: 4,
  schema: z.object({ trackingId: z.uuid() }),
  policy: "one_per_key",
});

/** KeyDelivery is asked who may carry a shipment's number. */
export const detectCarrier = defineJob({
  name: "detect-carrier",
  concurrency: 4,
  schema: z.object({ shipmentId: z.uuid() }),
  policy: "one_per_key",
});

/** An order's tags are read from Shopify, because a rule of the shop asks for them. */
export const checkOrderTags = defineJob({
  name: "check-order-tags",
  concurrency: 4,
  schema: z.object({ fulfillmentId: z.uuid() }),
  policy: "one_per_key",
});

/**
 * A shop's parcels that are not registered yet get their carrier and account anew: all of them, or those of one
 * company. `run` is the merchant's work that it belongs to, `after` where an earlier job stopped. `again`: the merchant wants the company's carrier also for parcels
 * that it was refused for, and for those that another one never scanned.
 */
export const trackWaitingShipments = defineJob({
  name: "track-waiting-shipments",
  isLong: true,
  schema: z.object({
    shopId: z.uuid(),
    companyKey: z.string().max(255).optional(),
    again: z.boolean().optional(),
    run: z.uuid().optional(),
    after: z.uuid().optional(),
  }),
  policy: "one_per_key",
});

/** Parcels that a shop's rules left out get another chance, because the merchant changed the rules and asked for it. */
export const applyRules = defineJob({
  name: "apply-rules",
  isLong: true,
  schema: z.object({
    shopId: z.uuid(),
    run: z.uuid(),
    after: z.uuid().optional(),
  }),
  policy: "one_per_key",
});

/** A shop's data is forgotten, batch by batch, as the merchant asked. */
export const deleteData = defineJob({
  name: "delete-data",
  isLong: true,
  schema: z.object({ deletionId: z.uuid() }),
  policy: "one_per_key",
});

/** What is to be told to one shop's Shopify is told. */
export const publishShop = defineJob({
  name: "publish-shop",
  isLong: true,
  isHint: true,
  concurrency: 4,
  schema: z.object({ shopId: z.uuid() }),
  policy: "one_per_key",
});

/** Shopify Flow of one shop is told what its parcels did. */
export const tellFlow = defineJob({
  name: "tell-flow",
  isLong: true,
  schema: z.object({ shopId: z.uuid() }),
  policy: "one_per_key",
});

/** Fulfillments of one shop that no webhook told of are found. */
export const reconcileShop = defineJob({
  name: "reconcile-shop",
  isLong: true,
  schema: z.object({
    shopId: z.uuid(),
    /** Where an earlier run of the same sweep stopped. */
    goOn: z
      .object({
        since: z.iso.datetime(),
        startedAt: z.iso.datetime(),
        after: z.string().max(2_000),
      })
      .optional(),
  }),
  policy: "one_per_key",
  retryLimit: 3,
});

/** An import of past shipments goes on: counting, then registering. */
export const runBackfill = defineJob({
  name: "run-backfill",
  isLong: true,
  schema: z.object({ backfillId: z.uuid() }),
  policy: "one_per_key",
});

/** A change of all parcels that match a filter goes on. */
export const runBulkAction = defineJob({
  name: "run-bulk-action",
  isLong: true,
  schema: z.object({ bulkActionId: z.uuid() }),
  policy: "one_per_key",
});

/** What came in before the shop was there is carried out; its time zone and granted scopes are read from Shopify. */
export const syncShop = defineJob({
  name: "sync-shop",
  schema: z.object({ shopId: z.uuid() }),
  policy: "one_per_key",
});

/** Parcels of a shop that had removed the app and came back are taken up. `after`: where an earlier job stopped. */
export const resumeShop = defineJob({
  name: "resume-shop",
  isLong: true,
  schema: z.object({
    shopId: z.uuid(),
    after: z.object({ shippedAt: z.iso.datetime(), id: z.uuid() }).optional(),
  }),
  policy: "one_per_key",
});

/** Days of shops whose parcels changed are counted anew for analytics. */
export const rollUp = defineJob({
  name: "roll-up",
  isLong: true,
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  concurrency: 1,
});

/** Rows without a wake-up are found: open attempts, waiting trackings, due checks, unsent publications. */
export const sweep = defineJob({
  name: "sweep",
  isLong: true,
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  concurrency: 1,
  cron: "* * * * *",
});

/** Shops whose turn it is are reconciled. */
export const reconcile = defineJob({
  name: "reconcile",
  isLong: true,
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  concurrency: 1,
  cron: "*/5 * * * *",
});

/** Stored deliveries and pushes whose job used up its retries get another; what is old goes. */
export const tidy = defineJob({
  name: "tidy",
  isLong: true,
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  concurrency: 1,
  cron: "17 * * * *",
});

/** Parcels that stopped moving, or were never scanned, are found. */
export const markQuiet = defineJob({
  name: "mark-quiet",
  isLong: true,
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  concurrency: 1,
  cron: "*/5 * * * *",
});

export const jobDefinitions = [
  processDelivery,
  processPush,
  drainAccount,
  checkTracking,
  detectCarrier,
  checkOrderTags,
  trackWaitingShipments,
  applyRules,
  deleteData,
  publishShop,
  tellFlow,
  reconcileShop,
  runBackfill,
  runBulkAction,
  syncShop,
  resumeShop,
  rollUp,
  sweep,
  reconcile,
  markQuiet,
  tidy,
];
