import pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { prepareStatements } from "#app/platform/prepare-statements.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase({ keep: true });
let pool: pg.Pool;

beforeAll(async () => {
  await database.pool.query("CREATE TABLE one AS SELECT 1 AS id");
});
beforeEach(() => {
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  prepareStatements(pool);
});
afterEach(() => pool.end());

/** What the pool's one connection has prepared. */
const prepared = async () => {
  const { rows } = await pool.query<{ statement: string }>(
    "SELECT statement FROM pg_prepared_statements",
  );
  return rows.map(({ statement }) => statement);
};

/** Locks the rows that it gives: one. */
const locking = (columns: string) =>
  `SELECT ${columns} FROM one WHERE TRUE FOR UPDATE`;

it("prepares what locks or changes rows once, however it is asked and however often", async () => {
  const text = locking("$1::int + 1 AS sum");
  expect((await pool.query(text, [1])).rows).toEqual([{ sum: 2 }]);
  expect((await pool.query({ text, values: [2] })).rows).toEqual([{ sum: 3 }]);
  const rows = await new Promise((resolve, reject) => {
    pool.query(text, [3], (error, result) =>
      error ? reject(error) : resolve(result.rows),
    );
  });
  expect(rows).toEqual([{ sum: 4 }]);
  const changing = [
    "WITH gone AS (DELETE FROM one WHERE id > $1) SELECT 1",
    "INSERT INTO one SELECT $1 WHERE FALSE",
    "UPDATE one SET id = $1",
  ];
  for (const change of changing) await pool.query(change, [1]);
  expect(await prepared()).toEqual(expect.arrayContaining([text, ...changing]));
});

it("keeps the form that was asked for", async () => {
  const asked = { text: locking("$1::int"), values: [1] };
  expect((await pool.query({ ...asked, rowMode: "array" })).rows).toEqual([
    [1],
  ]);
});

it("has what only reads planned for its values, leaves lists of values, what has none, and other names alone", async () => {
  await pool.query("SELECT 1 FROM one WHERE id = $1", [1]);
  await pool.query("UPDATE one SET id = 1 WHERE id IN ($1, $2)", [1, 2]);
  await pool.query("UPDATE one SET id = 1");
  expect(await prepared()).toEqual([]);
  const named = { name: "mine", text: "SELECT $1::int", values: [1] };
  await pool.query(named);
  const { rows } = await pool.query(
    "SELECT name FROM pg_prepared_statements WHERE statement = 'SELECT $1::int'",
  );
  expect(rows).toEqual([{ name: "mine" }]);
});

it("goes on without names from five hundred statements on", async () => {
  for (let index = 0; index < 520; index++)
    await pool.query(locking(`$1::int + ${index}`), [1]);
  expect((await prepared()).length).toBeLessThanOrEqual(500);
  expect((await pool.query(locking("$1::int AS late"), [7])).rows).toEqual([
    { late: 7 },
  ]);
});

it("goes on after a statement that failed", async () => {
  const text = locking("10 / $1::int AS part");
  await expect(pool.query(text, [0])).rejects.toThrow("division by zero");
  expect((await pool.query(text, [5])).rows).toEqual([{ part: 2 }]);
});
