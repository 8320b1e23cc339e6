import type pg from "pg";

type Column = { schema: string; table: string; column: string; type: string };

/** Where one of these words stands: in any column of any table, of pg-boss too. As "schema.table: word". */
export async function findTraces(
  pool: pg.Pool,
  words: readonly string[],
): Promise<string[]> {
  const { rows: columns } = await pool.query<Column>(
    `SELECT table_schema AS schema, table_name AS table, column_name AS column, data_type AS type
      FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const tables = Map.groupBy(
    columns,
    ({ schema, table }) => `"${schema}"."${table}"`,
  );
  const found: string[] = [];
  for (const [table, its] of tables) {
    const { rows } = await pool.query<{ word: string }>(
      `SELECT DISTINCT word FROM unnest($1::text[]) AS word, ${table} AS row
        WHERE position(lower(word) IN lower(concat_ws(' ', ${its.map(asText).join(", ")}))) > 0`,
      [words],
    );
    found.push(
      ...rows.map(({ word }) => `${table.replaceAll('"', "")}: ${word}`),
    );
  }
  return found.sort();
}

const asText = ({ column, type }: Column) =>
  type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`;
