import { expect, it } from "vitest";
import { processPush } from "#app/jobs/definitions.ts";
import { useQueue } from "./use-queue.ts";

const { running, scrape } = useQueue();

class HopelessError extends Error {
  readonly retryable = false;
}

it("counts and times a job by how it ended", async () => {
  const endings: Record<string, () => void> = {
    1: () => undefined,
    2: () => {
      throw new Error("may pass");
    },
    3: () => {
      throw new HopelessError();
    },
  };
  await running.queue.work(processPush, ({ pushId }) => {
    endings[pushId]?.();
    return Promise.resolve();
  });
  const count = async (outcome: string) =>
    (await scrape()).value("tracking_job_duration_seconds_count", {
      queue: "process-push",
      outcome,
    });
  // From zero, or Prometheus would not see the first of a kind as an increase.
  for (const outcome of ["completed", "failed", "dead"])
    expect(await count(outcome)).toBe(0);
  for (const pushId of Object.keys(endings))
    await running.queue.enqueue(processPush, { pushId });
  await expect.poll(() => count("completed"), { timeout: 5_000 }).toBe(1);
  await expect.poll(() => count("dead"), { timeout: 5_000 }).toBe(1);
  // It is tried again.
  await expect
    .poll(() => count("failed"), { timeout: 5_000 })
    .toBeGreaterThan(0);
});
