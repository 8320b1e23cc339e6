import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createRightOfWay } from "#app/platform/right-of-way.server.ts";

/** Jobs that say how many of them ran at the same time. */
function countingJobs(way: ReturnType<typeof createRightOfWay>) {
  const seen = { running: 0, most: 0, done: 0 };
  const run = () =>
    way.giveWay(async () => {
      seen.running += 1;
      seen.most = Math.max(seen.most, seen.running);
      await sleep(10);
      seen.running -= 1;
      seen.done += 1;
    });
  return { seen, run };
}

/** Keeps a crowd coming until it is told to stop. */
function keepCrowded(way: ReturnType<typeof createRightOfWay>) {
  way.noteArrivals(32);
  const timer = setInterval(() => way.noteArrivals(32), 10);
  return () => clearInterval(timer);
}

it("runs jobs side by side while little comes in", async () => {
  const way = createRightOfWay();
  way.noteArrivals(2);
  const { seen, run } = countingJobs(way);
  await Promise.all([run(), run(), run()]);
  expect(seen.most).toBe(3);
});

it("runs one job at a time, with rests, while a crowd comes in, and loses none", async () => {
  const way = createRightOfWay();
  const stop = keepCrowded(way);
  const { seen, run } = countingJobs(way);
  const startedAt = performance.now();
  await Promise.all([run(), run(), run(), run()]);
  const tookMs = performance.now() - startedAt;
  stop();
  expect(seen).toEqual({ running: 0, most: 1, done: 4 });
  // Three rests of twelve times the work lie between the four.
  expect(tookMs).toBeGreaterThan(4 * 10 + 3 * 120 - 20);
});

it("ends a rest once the crowd is gone", async () => {
  const way = createRightOfWay();
  const stop = keepCrowded(way);
  const { seen, run } = countingJobs(way);
  const first = run();
  const second = run();
  await first;
  stop();
  await second;
  const third = run();
  await third;
  expect(seen.done).toBe(3);
});

it("goes on after a job that failed, which fails alone", async () => {
  const way = createRightOfWay();
  way.noteArrivals(32);
  const failing = way.giveWay(() => Promise.reject(new Error("no")));
  const { seen, run } = countingJobs(way);
  const next = run();
  await expect(failing).rejects.toThrow("no");
  await next;
  expect(seen.done).toBe(1);
});
