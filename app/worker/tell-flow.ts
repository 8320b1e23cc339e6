import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { flowHandles, flowPayloadOf } from "#app/features/flow/flow-payload.ts";
import {
  closeFlowEvent,
  listDueFlowEvents,
  postponeFlowEvent,
  type OpenFlowEvent,
} from "#app/features/flow/open-flow-events.server.ts";
import { tellFlow as job } from "#app/jobs/definitions.ts";
import type { JobNote } from "#app/jobs/settle-job.server.ts";
import { backoffMs, findCarrier } from "#app/keydelivery/index.ts";
import type { FlowOutcome } from "#app/platform/metrics/work-metrics.server.ts";
import { receiveFlowTriggerMutation } from "#app/shopify/graphql/flow.ts";
import { queryAdmin } from "#app/shopify/query-admin.server.ts";
import {
  NeedsReopenError,
  ShopifyRefusedError,
  ShopifyUnavailableError,
} from "#app/shopify/shopify-error.server.ts";
import { restFor, type ShopBudget } from "./shop-budget.ts";

const callsInFlight = 4;
// The larger part of the shop's bucket stays for telling orders their status.
const pointsKept = 300;
const workMs = 20_000;
const troubleRestMs = 1_000;
const maxAttempts = 40;
const backoff = { baseMs: 2_000, maxMs: 10 * 60_000 };

type Telling = ShopBudget & { domain: string };

/**
 * Tells a shop's Flow what its parcels did, at least once: one that is told but whose row stays is told again, with
 * the same transition id.
 */
export async function tellFlow(
  app: App,
  { shopId }: { shopId: string },
  signal: AbortSignal,
): Promise<JobNote> {
  const shop = await app.db.shop.findUnique({
    where: { id: shopId, state: "active" },
    select: { domain: true },
  });
  if (!shop) return { outcome: "not_possible" };
  const { domain } = shop;
  const telling: Telling = { ...shop, cost: undefined, restUntil: 0 };
  const endsAt = Date.now() + workMs;
  while (!signal.aborted && Date.now() < endsAt) {
    const now = app.clock.now();
    const limit = callsInFlight;
    const due = await listDueFlowEvents(app.db, { shopId, now, limit });
    if (due.length === 0) return { shop: domain, outcome: "done" };
    await Promise.all(due.map((one) => tellOne(app, telling, one)));
    if (telling.restUntil > endsAt) break;
    await restFor(telling, pointsKept, signal);
  }
  const startAfter = new Date(Math.max(telling.restUntil, Date.now()));
  await app.queue.enqueue(
    job,
    { shopId },
    { singletonKey: shopId, startAfter },
  );
  return { shop: domain, outcome: "goes_on" };
}

const received = z.object({
  flowTriggerReceive: z
    .object({ userErrors: z.array(z.object({ message: z.string() })) })
    .nullable(),
});

async function tellOne(app: App, telling: Telling, open: OpenFlowEvent) {
  const outcome = await tell(app, telling, open);
  if (outcome !== "postponed") await closeFlowEvent(app.db, open.id);
  app.metrics.flowSettled(outcome);
}

async function tell(
  app: App,
  telling: Telling,
  open: OpenFlowEvent,
): Promise<FlowOutcome> {
  // A parcel of a list that was imported has no order at Shopify.
  if (!open.orderGid.startsWith("gid://shopify/Order/")) return "skipped";
  const carrier = findCarrier(open.carrier)?.name ?? open.carrier;
  try {
    const { flowTriggerReceive: answer } = await queryAdmin(
      app,
      telling.domain,
      {
        document: receiveFlowTriggerMutation,
        variables: {
          handle: flowHandles[open.trigger],
          payload: flowPayloadOf({ ...open, carrier }),
        },
        schema: received,
        onCost: (cost) => (telling.cost = cost),
      },
    );
    if (!answer?.userErrors[0]) return "accepted";
    // Its words may hold what was told.
    logRefusal(app, telling, open, "user error");
    return "refused";
  } catch (error) {
    return afterError(app, telling, open, error);
  }
}

// A later attempt would be refused in the same way: the extension is not deployed, or not as this version has it.
const logRefusal = (
  app: App,
  { domain }: Telling,
  { id, trigger }: OpenFlowEvent,
  reason: string,
) =>
  app.logger.warn(
    { shop: domain, flowEventId: id, trigger, reason },
    "Flow refused a trigger",
  );

async function afterError(
  app: App,
  telling: Telling,
  open: OpenFlowEvent,
  error: unknown,
): Promise<FlowOutcome> {
  const isRefused = error instanceof ShopifyRefusedError;
  if (isRefused || open.attempts >= maxAttempts) {
    logRefusal(app, telling, open, isRefused ? "refused" : "gave up");
    return isRefused ? "refused" : "gave_up";
  }
  const isUnavailable = error instanceof ShopifyUnavailableError;
  if (!isUnavailable && !(error instanceof NeedsReopenError)) throw error;
  const waitMs = isUnavailable ? error.retryAfterMs : 60_000;
  telling.restUntil = Date.now() + (waitMs ?? troubleRestMs);
  const ms = waitMs ?? backoffMs(open.attempts + 1, backoff);
  const at = new Date(app.clock.now().getTime() + ms);
  await postponeFlowEvent(app.db, { id: open.id, at });
  return "postponed";
}
