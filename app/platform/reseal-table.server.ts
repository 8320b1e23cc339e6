import type { Pool } from "pg";
import { SealError, type Sealer } from "./sealing.server.ts";

/** Where sealed text is kept. Names are written into statements as they are. */
export type SealedTable = {
  name: string;
  key: { column: string; type: "text" | "uuid" | "integer" };
  /** Sealed columns, and what a seal in them is bound to. */
  columns: Record<string, (key: string) => string>;
  /** What an earlier version bound seals to: such a table is small, and looked through whole. */
  formerly?: string;
};

export type Resealed = {
  table: string;
  /** Values that are sealed anew. */
  resealed: number;
  /** Values that neither secret opens: key and column. */
  unreadable: string[];
  /** Values that are sealed with another secret than the present one all the same. */
  left: number;
};

type Row = { key: string } & Record<string, string | null>;

const batchRows = 200;

/**
 * Seals with the present secret what is sealed with the previous one, some rows at a time in the order of their keys.
 * A value that changes meanwhile is left as it became. Run again, it goes on with what is left.
 */
export async function resealTable(
  pool: Pool,
  sealer: Sealer,
  table: SealedTable,
): Promise<Resealed> {
  const result: Resealed = {
    ...{ table: table.name, resealed: 0, left: 0 },
    unreadable: [],
  };
  for (let after: string | undefined; ;) {
    const rows = await readBatch(pool, sealer, table, after);
    for (const row of rows) await resealRow(pool, sealer, table, row, result);
    after = rows.at(-1)?.key;
    if (after === undefined) break;
  }
  result.left = await countStale(pool, sealer, table);
  return result;
}

const staleOf = ({ columns }: SealedTable, prefix: string) =>
  Object.keys(columns)
    .map(
      (column) =>
        `("${column}" <> '' AND NOT starts_with("${column}", ${prefix}))`,
    )
    .join(" OR ");

async function readBatch(
  pool: Pool,
  sealer: Sealer,
  table: SealedTable,
  after: string | undefined,
) {
  const { name, key, columns, formerly } = table;
  const fields = Object.keys(columns).map((column) => `"${column}"`);
  const { rows } = await pool.query<Row>(
    `SELECT ${key.column}::text AS key, ${fields.join(", ")} FROM ${name}
     WHERE ($1::${key.type} IS NULL OR ${key.column} > $1::${key.type})
       AND ($2::text IS NOT NULL OR ${staleOf(table, "$3")})
     ORDER BY ${key.column} LIMIT ${batchRows}`,
    [after ?? null, formerly ?? null, sealer.prefix],
  );
  return rows;
}

async function resealRow(
  pool: Pool,
  sealer: Sealer,
  table: SealedTable,
  row: Row,
  result: Resealed,
) {
  const { name, key, columns } = table;
  for (const [column, purposeOf] of Object.entries(columns)) {
    const sealed = row[column];
    if (!sealed) continue;
    const purpose = purposeOf(row.key);
    const opened = open(sealer, sealed, purpose, table.formerly);
    if (!opened) result.unreadable.push(`${row.key} ${column}`);
    if (!opened || opened.isPresent) continue;
    // Only what was read: a value that the app wrote meanwhile is newer.
    const { rowCount } = await pool.query(
      `UPDATE ${name} SET "${column}" = $1 WHERE ${key.column} = $2::${key.type} AND "${column}" = $3`,
      [sealer.seal(opened.text, purpose), row.key, sealed],
    );
    result.resealed += rowCount ?? 0;
  }
}

/** Undefined for what neither secret opens. */
function open(
  sealer: Sealer,
  sealed: string,
  purpose: string,
  formerly: string | undefined,
) {
  const text = tryOpen(sealer, sealed, purpose);
  if (text !== undefined) return { text, isPresent: !sealer.isStale(sealed) };
  const former = formerly && tryOpen(sealer, sealed, formerly);
  return former === undefined ? undefined : { text: former, isPresent: false };
}

function tryOpen(sealer: Sealer, sealed: string, purpose: string) {
  try {
    return sealer.open(sealed, purpose);
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

async function countStale(pool: Pool, sealer: Sealer, table: SealedTable) {
  const { rows } = await pool.query<{ left: number }>(
    `SELECT count(*)::int AS left FROM ${table.name} WHERE ${staleOf(table, "$1")}`,
    [sealer.prefix],
  );
  return rows[0]?.left ?? 0;
}
