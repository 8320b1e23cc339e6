import type { Pool } from "pg";

type Index = { name: string; definition: string };

/**
 * Takes the indexes of tables away while they are filled, but for their primary keys; the answer makes them again.
 * A row costs a tenth so, and an index that is built at once is as dense as PostgreSQL makes it.
 */
export async function bareTables(pool: Pool, tables: readonly string[]) {
  const { rows: indexes } = await pool.query<Index>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = ANY($1::text[]::regclass[]) AND NOT indisprimary`,
    [tables],
  );
  for (const { name } of indexes) await pool.query(`DROP INDEX ${name}`);
  return async (say: (text: string) => void) => {
    for (const { name, definition } of indexes) {
      await pool.query(definition);
      say(`index ${name}`);
    }
  };
}
