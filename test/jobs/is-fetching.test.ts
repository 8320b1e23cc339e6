import type { WipData } from "pg-boss";
import { expect, it } from "vitest";
import { detectCarrier, syncShop } from "#app/jobs/definitions.ts";
import { isFetching } from "#app/jobs/is-fetching.server.ts";
import { useQueue } from "./use-queue.ts";

const { database, running } = useQueue();
const patient = { timeout: 15_000 };
const withinMs = 3_000;

it("is fetching as long as idle workers are answered, and again once they are", async () => {
  const { queue } = running;
  const isAnswered = () => queue.isFetching(withinMs);
  expect(queue.isFetching(0)).toBe(true);
  await queue.work(syncShop, () => Promise.resolve());
  await queue.work(detectCarrier, () => Promise.resolve());
  await new Promise((resolve) => setTimeout(resolve, withinMs + 500));
  expect(isAnswered()).toBe(true);
  await database.pool.query("ALTER TABLE pgboss.job_common RENAME TO lost");
  await expect.poll(isAnswered, patient).toBe(false);
  await database.pool.query("ALTER TABLE pgboss.lost RENAME TO job_common");
  await expect.poll(isAnswered, patient).toBe(true);
});

it("is fetching while all workers have a job in hand, and right after", () => {
  const long = Date.now() - 60_000;
  const fetching = (of: Partial<WipData>) => {
    const one = { createdOn: long, lastFetchedOn: long, ...of } as WipData;
    return isFetching({ getWipData: () => [one, one] });
  };
  expect(fetching({ count: 1, lastJobEndedOn: null })).toBe(true);
  expect(fetching({ count: 0, lastJobEndedOn: Date.now() })).toBe(true);
  expect(fetching({ count: 0, lastJobEndedOn: long })).toBe(false);
});
