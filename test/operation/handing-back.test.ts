import { randomBytes } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { processDelivery } from "#app/jobs/definitions.ts";
import { openQueue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { startApp } from "#test/sandbox/app-process.ts";
import { late } from "#test/sandbox/keydelivery/faults.ts";
import { startKeyDelivery } from "#test/sandbox/keydelivery/start-keydelivery.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { domain, fulfillment } from "#test/worker/use-core.ts";

const database = useTestDatabase({ keep: true });
const operator = { apiKey: "handing-back", apiSecret: "operator-secret" };
const number = "HANDEDBACK1";

async function startKeyDeliveryHere() {
  const keydelivery = await startKeyDelivery({ accounts: [operator] });
  onTestFinished(() => keydelivery.close());
  return keydelivery;
}

async function startWorker(keydeliveryUrl: string) {
  const worker = await startApp({
    DATABASE_URL: database.url,
    ROLE: "worker",
    APP_SECRET: "an app secret of thirty-two bytes or more",
    SHOPIFY_API_KEY: "handing-back",
    SHOPIFY_API_SECRET: "handing-back-secret",
    KEYDELIVERY_API_URL: keydeliveryUrl,
    KEYDELIVERY_API_KEY: operator.apiKey,
    KEYDELIVERY_API_SECRET: operator.apiSecret,
  });
  onTestFinished(() => worker.stop());
  return worker;
}

/** A stored webhook and its job, as the ingress leaves them. */
async function ship() {
  await database.db.shop.create({ data: { domain, installedAt: new Date(0) } });
  const body = JSON.stringify(fulfillment({ tracking_numbers: [number] }));
  const { id } = await database.db.webhookDelivery.create({
    data: {
      topic: "fulfillments/create",
      shopDomain: domain,
      webhookId: "1",
      dedupeKey: randomBytes(32),
      body: Buffer.from(body),
    },
  });
  const queue = await openQueue({
    url: database.url,
    logger: createLogger("silent"),
    supervise: false,
  });
  await queue.enqueue(processDelivery, { deliveryId: String(id) });
  await queue.stop(1_000);
}

const registration = async () =>
  (await database.db.tracking.findFirst({ where: { number } }))?.registration;

it(
  "a worker that is told to stop in the middle of a call ends in time, and another one finishes its work, once",
  { timeout: 120_000 },
  async () => {
    const keydelivery = await startKeyDeliveryHere();
    const { journal } = keydelivery;
    // Made there, and longer under way than a process may take to end.
    keydelivery.failNext(late(40_000), { endpoint: "create" });
    const first = await startWorker(keydelivery.baseUrl);
    await ship();
    await expect.poll(() => journal.createCalls(), { timeout: 30_000 }).toBe(1);
    const askedAt = Date.now();
    await first.stop();
    expect(Date.now() - askedAt).toBeLessThan(25_000);
    expect(first.log()).not.toContain("did not stop");
    expect(await registration()).not.toBe("registered");
    await startWorker(keydelivery.baseUrl);
    await expect.poll(registration, { timeout: 60_000 }).toBe("registered");
    expect(journal.accepted()).toMatchObject([{ number, count: 1 }]);
    expect(await database.db.shipment.count()).toBe(1);
    expect(await database.db.tracking.count()).toBe(1);
    expect(
      await database.pool.query(
        "SELECT name FROM pgboss.job WHERE name = 'dead-letters'",
      ),
    ).toMatchObject({ rows: [] });
  },
);
