import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkTracking, detectCarrier, rollUp } from "#app/jobs/definitions.ts";
import { useQueue } from "./use-queue.ts";

const { database, running } = useQueue();
const page = readFileSync(
  new URL("../../docs/operations.md", import.meta.url),
  "utf8",
);
const [statement = ""] = /^SELECT source_name[^;]*;$/m.exec(page) ?? [];

const ended =
  "SELECT FROM pgboss.job WHERE name = 'roll-up' AND state = 'failed'";

it("docs/operations.md finds which queue a job died in, on what, and why", async () => {
  const { queue } = running;
  const fail = (error: Error) => () =>
    Promise.reject(Object.assign(error, { retryable: false }));
  await queue.work(rollUp, fail(new Error()));
  await queue.work(checkTracking, fail(new TypeError()));
  await queue.work(detectCarrier, fail(new RangeError()));
  const trackingId = randomUUID();
  const shipmentId = randomUUID();
  // One that comes again by itself is none.
  await queue.enqueue(rollUp, {});
  await expect
    .poll(() => database.pool.query(ended), { timeout: 20_000 })
    .toMatchObject({ rowCount: 1 });
  await queue.enqueue(checkTracking, { trackingId });
  await queue.enqueue(detectCarrier, { shipmentId });
  const found = async () => {
    const { rows } = await database.pool.query<{ source_name: string }>(
      statement,
    );
    return rows.sort((a, b) => a.source_name.localeCompare(b.source_name));
  };
  await expect.poll(found, { timeout: 20_000 }).toEqual([
    {
      source_name: "check-tracking",
      data: { trackingId },
      source_output: { reason: "TypeError" },
      created_on: expect.any(Date) as Date,
    },
    {
      source_name: "detect-carrier",
      data: { shipmentId },
      source_output: { reason: "RangeError" },
      created_on: expect.any(Date) as Date,
    },
  ]);
});
