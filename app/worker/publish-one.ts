import type { Publication, Shop } from "@prisma/client";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { writeScope } from "#app/domain/scopes.ts";
import {
  beginSending,
  postponePublication,
  settlePublication,
} from "#app/features/publishing/settle-publication.server.ts";
import { backoffMs } from "#app/keydelivery/index.ts";
import {
  createFulfillmentEventMutation,
  fulfillmentEventsQuery,
} from "#app/shopify/graphql/fulfillment-events.ts";
import { queryAdmin } from "#app/shopify/query-admin.server.ts";
import {
  NeedsReopenError,
  ShopifyRefusedError,
  ShopifyUnavailableError,
} from "#app/shopify/shopify-error.server.ts";
import type { ShopBudget } from "./shop-budget.ts";

/** A shop on its way through its publications. */
export type PublishingShop = ShopBudget & { shop: Shop };

type Open = Publication & { fulfillment: { gid: string } };

/** One publication on its way. */
type Telling = { publishing: PublishingShop; open: Open; startedAt: Date };

// A call whose answer we did not hear can arrive that much later.
const readBackAfterMs = 10_000;
// What troubles one call troubles the next.
const troubleRestMs = 1_000;
const maxAttempts = 40;
const backoff = { baseMs: 2_000, maxMs: 10 * 60_000 };

/** Tells one version of one fulfillment's status, once: what may have been told is looked up before it is repeated. */
export async function publishOne(
  app: App,
  publishing: PublishingShop,
  open: Open,
): Promise<void> {
  const now = app.clock.now();
  const telling: Telling = { publishing, open, startedAt: now };
  const waitUntil = (open.sendingAt?.getTime() ?? 0) + readBackAfterMs;
  if (open.state === "sending" && waitUntil > now.getTime())
    return readBackLater(app, open, new Date(waitUntil));
  try {
    await send(app, telling);
  } catch (error) {
    await afterError(app, telling, error);
  }
}

async function send(app: App, telling: Telling) {
  const { db, clock } = app;
  const { publishing, open } = telling;
  const skip = skipReason(open, await readShown(app, publishing, open));
  if (skip === "sent") return settle(app, telling, "sent");
  if (skip) return settle(app, telling, "skipped", skip);
  if (!(await beginSending(db, open, clock.now()))) return;
  const answer = await queryAdmin(app, publishing.shop.domain, {
    document: createFulfillmentEventMutation,
    variables: {
      event: {
        fulfillmentId: open.fulfillment.gid,
        status: open.event,
        happenedAt: open.happenedAt.toISOString(),
        message: open.message,
      },
    },
    schema: createdEvent,
    scope: writeScope,
    onCost: (cost) => (publishing.cost = cost),
  });
  const { fulfillmentEvent, userErrors } = answer.fulfillmentEventCreate;
  if (fulfillmentEvent) return settle(app, telling, "sent");
  const reason = userErrors[0]?.message.slice(0, 200) ?? "no event was made";
  await settle(app, telling, "failed", reason);
}

const createdEvent = z.object({
  fulfillmentEventCreate: z.object({
    fulfillmentEvent: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ message: z.string() })),
  }),
});

const shownFulfillment = z.object({
  fulfillment: z
    .object({
      status: z.string(),
      events: z.object({
        nodes: z.array(
          z.object({ status: z.string(), happenedAt: z.coerce.date<string>() }),
        ),
      }),
    })
    .nullable(),
});

type Shown = z.infer<typeof shownFulfillment>["fulfillment"];

async function readShown(app: App, publishing: PublishingShop, open: Open) {
  const { fulfillment } = await queryAdmin(app, publishing.shop.domain, {
    document: fulfillmentEventsQuery,
    variables: { id: open.fulfillment.gid },
    schema: shownFulfillment,
    onCost: (cost) => (publishing.cost = cost),
  });
  return fulfillment;
}

/** Why nothing is to be sent; "sent" when an earlier attempt of this very publication arrived. */
function skipReason(open: Open, shown: Shown) {
  // Older than what the app may see, or gone.
  if (!shown) return "not_visible";
  if (shown.status === "CANCELLED") return "cancelled";
  const events = shown.events.nodes;
  const isOurs = ({ status, happenedAt }: (typeof events)[number]) =>
    status === open.event && +happenedAt === +open.happenedAt;
  if (open.state === "sending") return events.some(isOurs) ? "sent" : undefined;
  return events[0]?.status === open.event ? "shown_already" : undefined;
}

async function afterError(app: App, telling: Telling, error: unknown) {
  const { publishing, open } = telling;
  if (error instanceof NeedsReopenError)
    // The shop's state holds it back; it goes on when the app was opened again.
    return postpone(app, open, inAMinute(app), "needs_reopen");
  if (error instanceof ShopifyRefusedError)
    return settle(app, telling, "failed", "refused");
  if (!(error instanceof ShopifyUnavailableError)) throw error;
  if (open.attempts >= maxAttempts)
    return settle(app, telling, "failed", "gave_up");
  const { retryAfterMs } = error;
  publishing.restUntil = Date.now() + (retryAfterMs ?? troubleRestMs);
  const ms = Math.max(
    retryAfterMs ?? backoffMs(open.attempts + 1, backoff),
    readBackAfterMs,
  );
  const at = new Date(app.clock.now().getTime() + ms);
  await postpone(app, open, at, "unavailable");
}

const inAMinute = ({ clock }: App) => new Date(clock.now().getTime() + 60_000);

// As planned, and no trouble of Shopify's.
const readBackLater = ({ db }: App, { id }: Open, at: Date) =>
  postponePublication(db, { id, at, reason: "reading_back" });

async function postpone(app: App, { id }: Open, at: Date, reason: string) {
  await postponePublication(app.db, { id, at, reason });
  app.metrics.publicationSettled("postponed");
}

async function settle(
  app: App,
  { publishing, open, startedAt }: Telling,
  state: "sent" | "skipped" | "failed",
  reason?: string,
) {
  const now = app.clock.now();
  await settlePublication(app.db, { id: open.id, state, reason, now });
  app.metrics.publicationSettled(state);
  app.logger.info(
    {
      shop: publishing.shop.domain,
      publicationId: open.id,
      event: open.event,
      state,
      ms: now.getTime() - startedAt.getTime(),
    },
    "publication",
  );
}
