import type { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openIngressPool } from "#app/ingress/open-ingress-pool.ts";
import { storeWithJobs } from "#app/ingress/store-with-jobs.ts";
import { processDelivery } from "#app/jobs/definitions.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
let pool: Pool;

beforeAll(async () => {
  pool = openIngressPool(database.url, { onError: () => undefined });
  // A sequence keeps its count where the transaction that asked for it fails.
  await database.pool.query(`
    CREATE SEQUENCE tries;
    CREATE FUNCTION fail_first(times int, code text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('tries') <= times THEN RAISE EXCEPTION 'not now' USING ERRCODE = code; END IF;
    END $$`);
});
afterAll(() => pool.end());

async function store(fails: { times: number; code: string }) {
  await database.pool.query("ALTER SEQUENCE tries RESTART");
  const storing = await storeWithJobs<string>(
    {
      pool,
      queue: { statementFor: async () => "SELECT fail_first($1, $2)" },
    },
    {
      insert: "",
      job: processDelivery,
      idField: "deliveryId",
      valuesOf: (rows) => [fails.times, ...rows],
    },
  );
  const ended = await storing([fails.code]).then(
    () => "stored",
    (error: unknown) => error,
  );
  const { rows } = await database.pool.query<{ tries: number }>(
    "SELECT last_value::int AS tries FROM tries",
  );
  return { ended, tries: rows[0]?.tries };
}

it.each(["40P01", "40001"])(
  "rows that met another transaction (%s) are stored once more",
  async (code) => {
    expect(await store({ times: 1, code })).toEqual({
      ended: "stored",
      tries: 2,
    });
    expect(await store({ times: 2, code })).toMatchObject({
      ended: { code },
      tries: 2,
    });
  },
);

it.each(["53100", "23505"])(
  "rows that the database does not take (%s) are not tried again",
  async (code) => {
    expect(await store({ times: 1, code })).toMatchObject({
      ended: { code },
      tries: 1,
    });
  },
);
