import pg from "pg";
import { afterEach, expect, it } from "vitest";
import { askWithCallback } from "#app/platform/ask-with-callback.server.ts";
import { shareOfKeptBuffers } from "#test/support/kept-buffers.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase({ keep: true });
const pools: pg.Pool[] = [];
const open = () => {
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  pools.push(pool);
  return pool;
};
const openAsking = () => {
  const pool = open();
  askWithCallback(pool);
  return pool;
};
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end();
});

/** What a connection of the pool keeps of the values that it was asked with. */
async function shareKept(pool: pg.Pool) {
  const client = await pool.connect();
  const share = await shareOfKeptBuffers((buffer) =>
    client.query("SELECT length($1::bytea)", [buffer]),
  );
  client.release();
  return share;
}

it("what a query was asked with is gone with the next small collection, other than with pg's own promise", async () => {
  expect(await shareKept(openAsking())).toBeLessThan(0.02);
  // Where this one fails, pg keeps nothing any more, and the module can go.
  expect(await shareKept(open())).toBeGreaterThan(0.05);
});

it("answers and fails as before, however it is asked", async () => {
  const client = await openAsking().connect();
  const seven = [{ a: 7 }];
  expect((await client.query("SELECT 7 AS a")).rows).toEqual(seven);
  expect((await client.query("SELECT $1::int AS a", [7])).rows).toEqual(seven);
  const asked = { text: "SELECT $1::int AS a", values: [7] };
  expect((await client.query(asked)).rows).toEqual(seven);
  const rows = await client.query({ ...asked, rowMode: "array" });
  expect(rows.rows).toEqual([[7]]);
  const called = await new Promise((resolve) =>
    client.query(asked, (_error, result) => resolve(result.rows)),
  );
  expect(called).toEqual(seven);
  const submitted = await new Promise((resolve) =>
    client.query(new pg.Query(asked, (_error, result) => resolve(result.rows))),
  );
  expect(submitted).toEqual(seven);
  await expect(client.query("SELECT 1 / 0")).rejects.toMatchObject({
    code: "22012",
    stack: expect.stringContaining("ask-with-callback.test.ts") as string,
  });
  client.release();
});
