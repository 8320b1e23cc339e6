import { expect, it } from "vitest";
import { checkTracking, processDelivery } from "#app/jobs/definitions.ts";
import { useQueue } from "./use-queue.ts";

const { running } = useQueue();
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
const deliver = (id: string, startAfter: Date) =>
  running.queue.enqueue(
    processDelivery,
    { deliveryId: id },
    { startAfter, ...(id === "20" && { first: true }) },
  );

it("counts jobs that are due and not begun, up to a limit, and puts first what is to be first", async () => {
  for (let id = 1; id <= 20; id++) await deliver(String(id), ago(60));
  await deliver("21", ago(-600));
  const count = (limit: number) =>
    running.queue.countDue(processDelivery, limit);
  expect(await count(50)).toBe(20);
  expect(await count(2)).toBe(2);
  expect(await running.queue.countDue(checkTracking, 50)).toBe(0);
  const taken: string[] = [];
  await running.queue.work(processDelivery, ({ deliveryId }) => {
    taken.push(deliveryId);
    return Promise.resolve();
  });
  await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(20);
  // Among those that are fetched together.
  expect(taken.indexOf("20")).toBeLessThan(8);
  expect(await count(50)).toBe(0);
});
