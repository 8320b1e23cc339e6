import pg from "pg";

/** SQLSTATE classes that speak of what was sent: its values, its constraints, its size. */
const faultOfRow = /^(22|23|54)/;
const worthRepeating = new Set<string | undefined>(["40001", "40P01"]);

/** Whether the database refused a row, as opposed to not being able to work. */
export const isRowAtFault = (error: unknown): boolean =>
  faultOfRow.test(String(codeOf(error)));

/** A deadlock or a serialization failure: the same transaction may well pass now. */
export const isWorthRepeating = (error: unknown): boolean =>
  worthRepeating.has(codeOf(error));

// pg-boss wraps some errors of the database and keeps them as the cause.
function codeOf(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code;
  return error instanceof Error ? codeOf(error.cause) : undefined;
}
