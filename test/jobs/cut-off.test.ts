import { expect, it } from "vitest";
import { reconcileShop, sweep } from "#app/jobs/definitions.ts";
import { openQueue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();

const open = () =>
  openQueue({
    url: database.url,
    logger: createLogger("silent"),
    supervise: false,
  });

it("a job that still runs when its process ends goes on later; one that comes again by itself is no dead letter", async () => {
  const earlier = await open();
  await earlier.stop(1_000);
  // As an earlier release left them.
  await database.pool.query(
    "UPDATE pgboss.queue SET dead_letter = 'dead-letters' WHERE name = 'sweep'",
  );
  const queue = await open();
  let running = 0;
  const hang = () => {
    running += 1;
    return new Promise<void>(() => undefined);
  };
  await queue.enqueue(sweep, {});
  await queue.enqueue(reconcileShop, { shopId: crypto.randomUUID() });
  await queue.work(sweep, hang);
  await queue.work(reconcileShop, hang);
  await expect.poll(() => running, { timeout: 10_000 }).toBe(2);
  await queue.stop(1_000);
  const { rows } = await database.pool.query<{ name: string; state: string }>(
    "SELECT name, state FROM pgboss.job ORDER BY name",
  );
  expect(rows).toEqual([
    { name: "reconcile-shop", state: "retry" },
    { name: "sweep", state: "failed" },
  ]);
});
