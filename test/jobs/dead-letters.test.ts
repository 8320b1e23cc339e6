import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkTracking, rollUp } from "#app/jobs/definitions.ts";
import { useQueue } from "./use-queue.ts";

const { database, running } = useQueue();
const page = readFileSync(
  new URL("../../docs/operations.md", import.meta.url),
  "utf8",
);
const [statement = ""] = /^SELECT source_name[^;]*;$/m.exec(page) ?? [];

it("docs/operations.md finds which queue a job died in, on what, and why", async () => {
  const { queue } = running;
  await queue.work(checkTracking, () =>
    Promise.reject(Object.assign(new TypeError(), { retryable: false })),
  );
  await queue.work(rollUp, () => Promise.reject(new RangeError()));
  const data = { trackingId: randomUUID() };
  await queue.enqueue(checkTracking, data);
  await queue.enqueue(rollUp, {});
  const found = async () => {
    const { rows } = await database.pool.query<{ source_name: string }>(
      statement,
    );
    return rows.sort((a, b) => a.source_name.localeCompare(b.source_name));
  };
  await expect.poll(found, { timeout: 20_000 }).toEqual([
    {
      source_name: "check-tracking",
      data,
      source_output: { reason: "TypeError" },
      created_on: expect.any(Date) as Date,
    },
    {
      source_name: "roll-up",
      data: {},
      source_output: { reason: "RangeError" },
      created_on: expect.any(Date) as Date,
    },
  ]);
});
