import { describe, expect, it } from "vitest";
import { checkTracking, processDelivery } from "#app/jobs/definitions.ts";
import { readQueues } from "#app/jobs/read-queues.server.ts";
import { planOf } from "#test/support/plan-of.ts";
import { useQueue } from "./use-queue.ts";

const { database, running } = useQueue();

const read = async (name: string) =>
  (await readQueues(database.db)).find(({ queue }) => queue === name);
const agoSeconds = (seconds: number) => new Date(Date.now() - seconds * 1_000);
const enqueueDelivery = (id: string, seconds: number) =>
  running.queue.enqueue(
    processDelivery,
    { deliveryId: id },
    { startAfter: agoSeconds(seconds) },
  );

describe("the state of a queue", () => {
  it("tells how long the oldest job has been due, whatever became due later or is yet to come", async () => {
    expect(await read("process-delivery")).toMatchObject({
      oldestDueSeconds: null,
    });
    await enqueueDelivery("1", 60);
    await enqueueDelivery("2", 300);
    await enqueueDelivery("3", -600);
    const state = await read("process-delivery");
    expect(state?.oldestDueSeconds).toBeGreaterThan(299);
    expect(state?.oldestDueSeconds).toBeLessThan(310);
  });

  it("counts from its new time for a job that is to be tried again", async () => {
    await enqueueDelivery("1", 600);
    await database.pool.query(
      "UPDATE pgboss.job SET state = 'retry', start_after = now() - interval '90 s' WHERE name = 'process-delivery'",
    );
    const state = await read("process-delivery");
    expect(state?.oldestDueSeconds).toBeGreaterThan(89);
    expect(state?.oldestDueSeconds).toBeLessThan(100);
  });

  it("forgets jobs that are under way or done", async () => {
    await enqueueDelivery("1", 60);
    await enqueueDelivery("2", 60);
    await database.pool.query(
      "UPDATE pgboss.job SET state = CASE WHEN data->>'deliveryId' = '1' THEN 'active' ELSE 'completed' END::pgboss.job_state",
    );
    expect(await read("process-delivery")).toMatchObject({
      oldestDueSeconds: null,
    });
  });

  it("has the counts of the worker's last look, and their age", async () => {
    await enqueueDelivery("1", 60);
    await running.queue.enqueue(
      checkTracking,
      { trackingId: crypto.randomUUID() },
      { startAfter: agoSeconds(-600) },
    );
    await expect
      .poll(() => read("process-delivery"), { timeout: 12_000 })
      .toMatchObject({ ready: 1, deferred: 0 });
    const later = await read("check-tracking");
    expect(later).toMatchObject({ ready: 0, deferred: 1 });
    expect(later?.countedSeconds).toBeLessThan(12);
  });

  it("is read from the head of an index, never from the jobs", async () => {
    const plan = await planOf(database.db, readQueues);
    expect(plan).not.toMatch(/Seq Scan on job/);
    expect(plan.match(/Index (Only )?Scan using job_\w*i14/g)).toHaveLength(2);
  });
});
