import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jobDefinitions } from "#app/jobs/definitions.ts";
import { deleteOrphanedJobs } from "#app/jobs/delete-orphaned-jobs.server.ts";
import { openQueue, type Queue } from "#app/jobs/queue.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const silent = () => undefined;
const logger = {
  fatal: silent,
  error: silent,
  warn: silent,
  info: silent,
  debug: silent,
};
let queue: Queue;
beforeAll(async () => {
  queue = await openQueue({ url: database.url, logger, supervise: false });
});
afterAll(() => queue.stop(1_000));

/** What a job's payload can name a row by. */
const keys = new Set(
  jobDefinitions
    .flatMap(({ schema }) => Object.keys(schema.shape))
    .filter((key) => key.endsWith("Id")),
);

const addJob = (data: object, state = "created") =>
  database.pool.query(
    "INSERT INTO pgboss.job (name, data, state) VALUES ('dead-letters', $1, $2::pgboss.job_state)",
    [JSON.stringify(data), state],
  );

async function leftOver() {
  let after: Awaited<ReturnType<typeof deleteOrphanedJobs>>;
  do after = await deleteOrphanedJobs(database.db, { after, limit: 2 });
  while (after);
  const { rows } = await database.pool.query<{ data: object }>(
    "SELECT data FROM pgboss.job ORDER BY created_on",
  );
  return rows.map(({ data }) => data);
}

it("deletes a job by whatever its payload names, where that row is gone", async () => {
  expect(keys.size).toBeGreaterThan(5);
  for (const key of keys)
    await addJob({
      [key]: /^(delivery|push)Id$/.test(key) ? "4711" : randomUUID(),
    });
  expect(await leftOver()).toEqual([]);
});

it("leaves a job whose row is there, one that names none, and one that runs", async () => {
  const { id: shopId } = await database.db.shop.create({
    data: { domain: "one.myshopify.com", installedAt: new Date() },
  });
  const runs = { shopId: randomUUID() };
  await addJob({ shopId });
  await addJob({});
  await addJob(runs, "active");
  expect(await leftOver()).toEqual([{ shopId }, {}, runs]);
});

it("counts a shop that is being forgotten as gone", async () => {
  const domain = "two.myshopify.com 1";
  const { id: shopId } = await database.db.shop.create({
    data: { domain, installedAt: new Date() },
  });
  await addJob({ shopId });
  expect(await leftOver()).not.toContainEqual({ shopId });
});
