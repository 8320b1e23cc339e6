import { PgBoss } from "pg-boss";
import { expect, it, onTestFinished } from "vitest";
import { openIngressPool } from "#app/ingress/open-ingress-pool.ts";
import { processDelivery, processPush } from "#app/jobs/definitions.ts";
import { openQueue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { sendWebhook } from "#test/ingress/send-webhook.ts";
import { serveIngress } from "#test/ingress/serve-ingress.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();

async function open() {
  const queue = await openQueue({
    url: database.url,
    logger: createLogger("silent"),
    supervise: false,
  });
  const pool = openIngressPool(database.url, { onError: () => undefined });
  const ingress = await serveIngress({ pool, queue });
  onTestFinished(async () => {
    await ingress.close();
    await pool.end();
    await queue.stop(1_000);
  });
  return { queue, url: ingress.url };
}

/** The tables that hold jobs of webhooks. */
async function tables() {
  const { rows } = await database.pool.query<{ name: string }>(
    "SELECT DISTINCT tableoid::regclass::text AS name FROM pgboss.job WHERE name = 'process-delivery'",
  );
  return rows.map(({ name }) => name);
}

/** As an earlier release left them: among all others. */
async function makeCommon() {
  const boss = new PgBoss({ connectionString: database.url, supervise: false });
  await boss.start();
  for (const { name } of [processDelivery, processPush]) {
    await boss.deleteQueue(name);
    await boss.createQueue(name, { notify: true });
  }
  await boss.stop();
}

async function takesAndWorks() {
  const { queue, url } = await open();
  expect((await sendWebhook(url, "{}")).status).toBe(200);
  const held = await tables();
  const done: string[] = [];
  await queue.work(processDelivery, ({ deliveryId }) => {
    done.push(deliveryId);
    return Promise.resolve();
  });
  await expect.poll(() => done.length, { timeout: 10_000 }).toBe(1);
  return held;
}

it("what comes in has a table of its own, apart from all other jobs", async () => {
  const [table, ...more] = await takesAndWorks();
  expect(table).toMatch(/^pgboss\.j[0-9a-f]{56}$/);
  expect(more).toEqual([]);
});

it("a database that has its jobs among the others goes on with them there", async () => {
  await makeCommon();
  expect(await takesAndWorks()).toEqual(["pgboss.job_common"]);
});
