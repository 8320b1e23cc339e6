import { z } from "zod";
import { defineJob } from "./define-job.ts";

const inSlices = { isLong: true, policy: "one_per_key" } as const;
const parcelPlace = z.object({ shippedAt: z.iso.datetime(), id: z.uuid() });
const rowId = z.string().regex(/^\d{1,18}$/);

// One for all shops at a time, and again by itself.
const alone = {
  isLong: true,
  schema: z.object({}),
  policy: "one_per_key",
  retryLimit: 0,
  comesAgain: true,
  concurrency: 1,
} as const;

/** A stored Shopify webhook delivery is carried out. */
export const processDelivery = defineJob({
  name: "process-delivery",
  schema: z.object({ deliveryId: rowId }),
  concurrency: 4,
  givesWay: true,
  hasTable: true,
});

/** A stored KeyDelivery push is applied to its tracking, together with those that wait beside it. */
export const processPush = defineJob({
  name: "process-push",
  schema: z.object({ pushId: rowId }),
  concurrency: 32,
  givesWay: true,
  hasTable: true,
});

/** Waiting trackings of one account are registered at KeyDelivery, as its rate allows. */
export const drainAccount = defineJob({
  name: "drain-account",
  ...inSlices,
  isHint: true,
  concurrency: 8,
  schema: z.object({ accountId: z.uuid() }),
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
 * A shop's parcels that are not registered yet get their carrier and account anew: all of them, or those of one company.
 * `run` is the merchant's work that it belongs to, `after` where an earlier job stopped. `again`: the merchant wants the
 * company's carrier also for parcels that it was refused for, and for those that another one never scanned.
 */
export const trackWaitingShipments = defineJob({
  name: "track-waiting-shipments",
  ...inSlices,
  schema: z.object({
    shopId: z.uuid(),
    companyKey: z.string().max(255).optional(),
    again: z.boolean().optional(),
    run: z.uuid().optional(),
    after: z.uuid().optional(),
  }),
});

/** Parcels that a shop's rules left out get another chance, because the merchant changed the rules and asked for it. */
export const applyRules = defineJob({
  name: "apply-rules",
  ...inSlices,
  schema: z.object({
    shopId: z.uuid(),
    run: z.uuid(),
    after: z.uuid().optional(),
  }),
});

/** A shop's data is forgotten, batch by batch, as the merchant asked. */
export const deleteData = defineJob({
  name: "delete-data",
  ...inSlices,
  schema: z.object({ deletionId: z.uuid() }),
});

/** All of a shop that left is forgotten. `jobsAfter`: how far an earlier job looked for jobs, when nothing else was left. */
export const forgetShop = defineJob({
  name: "forget-shop",
  ...inSlices,
  schema: z.object({
    deletionId: z.uuid(),
    jobsAfter: z.object({ name: z.string(), id: z.uuid() }).optional(),
  }),
});

/** What orders that customers/redact names tell of their customer is forgotten. `after`: the delivery an earlier job came to. */
export const redactOrders = defineJob({
  name: "redact-orders",
  ...inSlices,
  schema: z.object({
    deliveryId: rowId,
    after: z.object({ receivedAt: z.iso.datetime(), id: rowId }).optional(),
  }),
});

const settling = z.object({
  shopId: z.uuid(),
  /** Where an earlier job stopped. */
  after: parcelPlace.optional(),
  /** Since when the shop's row says that there is something to do. */
  since: z.iso.datetime().optional(),
});

/** Parcels of a shop that left stop. */
export const stopShop = defineJob({
  name: "stop-shop",
  ...inSlices,
  schema: settling,
});

/** What is to be told to one shop's Shopify is told. */
export const publishShop = defineJob({
  name: "publish-shop",
  ...inSlices,
  isHint: true,
  concurrency: 4,
  schema: z.object({ shopId: z.uuid() }),
});

/** Shopify Flow of one shop is told what its parcels did. */
export const tellFlow = defineJob({
  name: "tell-flow",
  ...inSlices,
  schema: z.object({ shopId: z.uuid() }),
});

/** Fulfillments of one shop that no webhook told of are found. */
export const reconcileShop = defineJob({
  name: "reconcile-shop",
  ...inSlices,
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
  retryLimit: 3,
});

/** An import of past shipments goes on: counting, then registering. */
export const runBackfill = defineJob({
  name: "run-backfill",
  ...inSlices,
  schema: z.object({ backfillId: z.uuid() }),
});

/** A change of all parcels that match a filter goes on. */
export const runBulkAction = defineJob({
  name: "run-bulk-action",
  ...inSlices,
  schema: z.object({ bulkActionId: z.uuid() }),
});

/** What came in before the shop was there is carried out; its time zone and granted scopes are read from Shopify. */
export const syncShop = defineJob({
  name: "sync-shop",
  // `cameBack`: of jobs that the release before this one sent.
  schema: z.object({ shopId: z.uuid(), cameBack: z.boolean().optional() }),
  policy: "one_per_key",
});

/** Parcels of a shop that had removed the app and came back are taken up. */
export const resumeShop = defineJob({
  name: "resume-shop",
  ...inSlices,
  schema: settling,
});

/** Days of shops whose parcels changed are counted anew for analytics. */
export const rollUp = defineJob({ name: "roll-up", ...alone });

/** Rows without a wake-up are found: open attempts, waiting trackings, due checks, unsent publications. */
export const sweep = defineJob({
  name: "sweep",
  ...alone,
  cron: "* * * * *",
});

/** Shops whose turn it is are reconciled. */
export const reconcile = defineJob({
  name: "reconcile",
  ...alone,
  cron: "*/5 * * * *",
});

/**
 * What waits for a job that used up its retries gets another, parcels go to the account that serves now; what is old goes.
 */
export const tidy = defineJob({
  name: "tidy",
  ...alone,
  cron: "17 * * * *",
});

/** Parcels that stopped moving, or were never scanned, are found. */
export const markQuiet = defineJob({
  name: "mark-quiet",
  ...alone,
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
  forgetShop,
  redactOrders,
  stopShop,
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
