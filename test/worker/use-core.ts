import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, vi } from "vitest";
import { ensureOperatorAccount } from "#app/features/accounts/ensure-operator-account.server.ts";
import { checkTracking } from "#app/worker/check-tracking.ts";
import { detectCarrier } from "#app/worker/detect-carrier.ts";
import { drainAccount } from "#app/worker/drain-account.ts";
import { forgetShop } from "#app/worker/forget-shop.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { processPushes } from "#app/worker/process-pushes.ts";
import { redactOrders } from "#app/worker/redact-orders.ts";
import { trackWaitingShipments } from "#app/worker/track-waiting-shipments.ts";
import { operator, useTestApp } from "#test/support/open-test-app.ts";

export const domain = "one.myshopify.com";
export const otherDomain = "other.myshopify.com";

/** The app's core on a real database and a simulated KeyDelivery; jobs are run by the tests. */
export function useCore(options: { shopify?: boolean } = {}) {
  const { database, running, enqueued, sent, time } = useTestApp(options);
  const core = running as typeof running & {
    shopId: string;
    otherShopId: string;
  };

  // A wait may be anything from no time on: one that is over at once is tried again by the same drain.
  const random = Math.random;
  beforeEach(() => {
    vi.spyOn(Math, "random").mockImplementation(() => 0.5 + random() / 2);
  });
  afterEach(() => {
    vi.mocked(Math.random).mockRestore();
  });
  beforeEach(async () => {
    const { app } = core;
    await ensureOperatorAccount(app.db, app.sealer, operator, app.clock.now());
    core.shopId = await createShop(domain);
    core.otherShopId = await createShop(otherDomain);
  });

  async function createShop(name: string) {
    const { id } = await database.db.shop.create({
      data: { domain: name, installedAt: new Date(0) },
    });
    return id;
  }
  let nextDelivery = 1;
  /** Stores a webhook delivery as the ingress does, and carries it out. */
  async function deliver(
    topic: string,
    body: unknown,
    shopDomain = domain,
    triggeredAt?: Date,
  ) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const { id } = await database.db.webhookDelivery.create({
      data: {
        topic,
        shopDomain,
        triggeredAt,
        webhookId: String(nextDelivery++),
        dedupeKey: randomBytes(32),
        body: Buffer.from(text),
      },
    });
    await processDelivery(core.app, { deliveryId: String(id) });
    return database.db.webhookDelivery.findUnique({ where: { id } });
  }
  async function push(ref: string, body: unknown) {
    const { id } = await database.db.push.create({
      data: {
        ref,
        dedupeKey: randomBytes(32),
        body: Buffer.from(JSON.stringify(body)),
      },
    });
    await processPushes(core.app, [{ pushId: String(id) }]);
    return database.db.push.findUniqueOrThrow({ where: { id } });
  }
  async function account() {
    return database.db.keyDeliveryAccount.findFirstOrThrow({
      where: { shopId: null },
    });
  }
  /** Carries out what customers/redact and shop/redact began. */
  async function runRedactions(signal = new AbortController().signal) {
    // Also those that are enqueued meanwhile, unless there is no time.
    for (const { job, data } of signal.aborted ? [...enqueued] : enqueued)
      if (job === "forget-shop")
        await forgetShop(core.app, data as { deletionId: string }, signal);
      else if (job === "redact-orders")
        await redactOrders(core.app, data as { deliveryId: string }, signal);
  }
  const drainOf = (accountId: string, signal = new AbortController().signal) =>
    drainAccount(core.app, { accountId }, signal);
  return {
    database,
    enqueued,
    sent,
    time,
    core,
    deliver,
    push,
    account,
    drain: async (signal?: AbortSignal) =>
      drainOf((await account()).id, signal),
    drainOf,
    runRedactions,
    check: (trackingId: string) =>
      checkTracking(core.app, { trackingId }, new AbortController().signal),
    detect: (shipmentId: string) =>
      detectCarrier(core.app, { shipmentId }, new AbortController().signal),
    retrack: (companyKey?: string) =>
      trackWaitingShipments(
        core.app,
        { shopId: core.shopId, companyKey },
        new AbortController().signal,
      ),
    shipments: () =>
      database.db.shipment.findMany({
        include: { tracking: true },
        orderBy: { id: "asc" },
      }),
    tracking: (number: string) =>
      database.db.tracking.findFirstOrThrow({ where: { number } }),
  };
}

let nextFulfillment = 1;
/** A fulfillment's webhook body. */
export function fulfillment(changes: Record<string, unknown> = {}) {
  const id = 9_000 + nextFulfillment++;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${id}`,
    order_id: 700_000 + id,
    name: `#${id}.1`,
    status: "success",
    created_at: "2026-11-20T09:14:03-05:00",
    updated_at: "2026-11-20T09:14:03-05:00",
    tracking_company: "UPS",
    tracking_numbers: [`1Z${id}`],
    destination: { city: "Toronto", province: "Ontario", country: "Canada" },
    ...changes,
  };
}

/** The same fulfillment, a minute later for each step. */
export const later = (
  body: ReturnType<typeof fulfillment>,
  changes: Record<string, unknown>,
  minutes = 1,
) => ({
  ...body,
  updated_at: new Date(
    Date.parse(body.updated_at) + minutes * 60_000,
  ).toISOString(),
  ...changes,
});
