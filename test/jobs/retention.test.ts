import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { checkTracking, syncShop } from "#app/jobs/definitions.ts";
import { openQueue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { useQueue } from "./use-queue.ts";

const { database, running } = useQueue();
const patient = { timeout: 20_000 };

// pg-boss reads the database's own clock: the rows are moved instead.
const age = (seconds: number) =>
  database.pool.query(
    `UPDATE pgboss.job SET created_on = created_on - $1 * interval '1s', keep_until = keep_until - $1 * interval '1s',
       start_after = start_after - $1 * interval '1s', started_on = started_on - $1 * interval '1s',
       completed_on = completed_on - $1 * interval '1s'
     WHERE name = ANY($2)`,
    [seconds, [syncShop.name, checkTracking.name, "dead-letters"]],
  );

/** A worker starts, and looks. The one that runs may be at it already, and ends a moment later. */
async function look() {
  await database.pool.query("UPDATE pgboss.queue SET maintain_on = NULL");
  const worker = await openQueue({
    url: database.url,
    logger: createLogger("silent"),
    supervise: true,
  });
  await worker.stop(1_000);
}

async function jobs() {
  const { rows } = await database.pool.query<{ job: string }>(
    `SELECT name || ' ' || state AS job FROM pgboss.job WHERE name = ANY($1) ORDER BY job`,
    [[syncShop.name, checkTracking.name, "dead-letters"]],
  );
  return rows.map(({ job }) => job);
}

it("forgets jobs an hour after they ended, and dead letters after ninety days", async () => {
  const { queue } = running;
  await queue.work(syncShop, () => Promise.resolve());
  await queue.work(checkTracking, () => {
    const refusal = Object.assign(new Error("refused"), { retryable: false });
    return Promise.reject(refusal);
  });
  await queue.enqueue(syncShop, { shopId: randomUUID() });
  await queue.enqueue(checkTracking, { trackingId: randomUUID() });
  const all = [
    "check-tracking failed",
    "dead-letters created",
    "sync-shop completed",
  ];
  await expect.poll(jobs, patient).toEqual(all);
  await age(59 * 60);
  await look();
  expect(await jobs()).toEqual(all);
  await age(2 * 60);
  await look();
  await expect.poll(jobs, patient).toEqual(["dead-letters created"]);
  await age(89.9 * 86_400);
  await look();
  expect(await jobs()).toEqual(["dead-letters created"]);
  await age(0.1 * 86_400);
  await look();
  await expect.poll(jobs, patient).toEqual([]);
});
