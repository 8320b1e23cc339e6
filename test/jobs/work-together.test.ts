import { describe, expect, it } from "vitest";
import { processPush } from "#app/jobs/definitions.ts";
import { useQueue } from "./use-queue.ts";

const { database, running, scrape } = useQueue();

const enqueue = (...pushIds: string[]) =>
  running.queue.enqueueMany(
    processPush,
    pushIds.map((pushId) => ({ pushId })),
  );
const count = async (outcome: string) =>
  (await scrape()).value("tracking_job_duration_seconds_count", {
    queue: "process-push",
    outcome,
  }) ?? 0;
const states = async () => {
  const { rows } = await database.pool.query<{ id: string; state: string }>(
    "SELECT data->>'pushId' AS id, state FROM pgboss.job WHERE name = 'process-push' ORDER BY 1",
  );
  return rows.map(({ id, state }) => `${id} ${state}`);
};

describe("jobs that are worked on together", () => {
  it("are handled in one go, counted one by one; where that throws, each alone, and only one fails", async () => {
    const calls: string[][] = [];
    await enqueue("1", "2", "3");
    await running.queue.workTogether(processPush, (jobs) => {
      const ids = jobs.map(({ pushId }) => pushId);
      calls.push(ids);
      if (ids.includes("13")) throw new Error("poisonous");
      return Promise.resolve(ids.map((id) => ({ note: { outcome: id } })));
    });
    await expect.poll(() => count("completed"), { timeout: 5_000 }).toBe(3);
    expect(calls.map((ids) => ids.sort())).toEqual([["1", "2", "3"]]);
    calls.length = 0;
    await enqueue("12", "13", "14");
    await expect.poll(() => count("completed"), { timeout: 5_000 }).toBe(5);
    await expect.poll(() => count("failed"), { timeout: 5_000 }).toBe(1);
    expect(calls[0]).toHaveLength(3);
    expect(calls.slice(1, 4).flat().sort()).toEqual(["12", "13", "14"]);
    await expect
      .poll(states, { timeout: 5_000 })
      .toEqual([
        "1 completed",
        "12 completed",
        "13 retry",
        "14 completed",
        "2 completed",
        "3 completed",
      ]);
  });
});
