import type { Pool } from "pg";

const rowsAtOnce = 2_000;

/** Inserts rows of the same columns, as the table's types; triggers and defaults do the rest. */
export async function insertRows(
  pool: Pool,
  table: string,
  rows: Record<string, unknown>[],
) {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await pool.query(
      `INSERT INTO ${table} (${columns})
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(rows.slice(at, at + rowsAtOnce))],
    );
}
