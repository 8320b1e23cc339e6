import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { processPush } from "#app/jobs/definitions.ts";
import type { JobsHandler } from "#app/jobs/work-jobs.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createTracing } from "#app/platform/tracing/create-tracing.server.ts";
import { storedSpan } from "#app/platform/tracing/stored-span.ts";
import type { Tracing } from "#app/platform/tracing/tracing.ts";
import { useOtlpReceiver } from "#test/platform/tracing/use-otlp-receiver.ts";
import { useQueue } from "./use-queue.ts";

const receiver = useOtlpReceiver();
const traced = {} as { tracing: Tracing };
const { database, running, scrape } = useQueue(
  () =>
    (traced.tracing = createTracing(
      {
        ...{ endpoint: receiver.endpoint(), serviceName: "test" },
        ...{ ratio: 1, role: "worker" },
      },
      createLogger("silent"),
    )),
);

type Handler = JobsHandler<(typeof processPush)["schema"]>;
const handled: { by: Handler; calls: string[][] } = {
  by: () => Promise.resolve([]),
  calls: [],
};
const keyOf = (id: string) => createHash("sha256").update(id).digest();
const tell: Handler = (jobs) => {
  const told = jobs.map(({ pushId }) => ({
    note: { outcome: pushId },
    cause: keyOf(pushId),
  }));
  // One that is alone says it itself.
  const [only, ...others] = told;
  if (only && others.length === 0) traced.tracing.causedBy(only.cause);
  return Promise.resolve(told);
};

const enqueue = (pushIds: string[]) =>
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
const several = () => handled.calls.filter((ids) => ids.length > 1);

// Two ask for jobs at the same time, and may share what waits: one of them gets several of these.
const ids = ["1", "2", "3", "4", "5"];

describe("jobs that are worked on together", () => {
  beforeEach(async () => {
    await database.pool.query(
      "DELETE FROM pgboss.job WHERE name = 'process-push'",
    );
    handled.calls = [];
  });

  it("are handled in one go, and counted one by one", async () => {
    handled.by = tell;
    await enqueue(ids);
    await running.queue.workTogether(processPush, (jobs) => {
      handled.calls.push(jobs.map(({ pushId }) => pushId));
      return handled.by(jobs);
    });
    await expect.poll(() => count("completed"), { timeout: 5_000 }).toBe(5);
    expect(handled.calls.flat().sort()).toEqual(ids);
    expect(several()).not.toEqual([]);
  });

  it("have spans of their own, each below what caused it", async () => {
    await traced.tracing.close();
    const spans = receiver
      .spans()
      .filter(({ name }) => name === "job process-push");
    expect(spans).toHaveLength(ids.length);
    for (const id of ids) {
      const { traceId, spanId } = storedSpan(keyOf(id));
      const below = spans.filter((span) => span.traceId === traceId);
      expect(below).toMatchObject([{ parentSpanId: spanId }]);
    }
  });

  it("are handled alone where that throws, and only one fails", async () => {
    const before = await count("completed");
    let poisonous = "";
    handled.by = (jobs) => {
      if (jobs.length > 1) poisonous ||= jobs[0]?.pushId ?? "";
      if (jobs.some(({ pushId }) => pushId === poisonous))
        throw new Error("poisonous");
      return tell(jobs);
    };
    await enqueue(ids);
    await expect.poll(() => count("failed"), { timeout: 5_000 }).toBe(1);
    await expect
      .poll(() => count("completed"), { timeout: 5_000 })
      .toBe(before + 4);
    const [first = []] = several().filter((one) => one.includes(poisonous));
    expect(first.length).toBeGreaterThan(1);
    const alone = handled.calls.filter((one) => one.length === 1).flat();
    expect(alone).toEqual(expect.arrayContaining(first));
    await expect
      .poll(states, { timeout: 5_000 })
      .toEqual(
        ids.map((id) => `${id} ${id === poisonous ? "retry" : "completed"}`),
      );
  });
});
