import type pg from "pg";

/** Every row of every table of every schema as text, bytes in hex: what somebody with a dump holds. */
export async function dumpTables(pool: pg.Pool): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY name`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(
      `SELECT (one.*)::text AS line FROM ${name} AS one`,
    );
    parts.push(name, ...rows.map(({ line }) => line));
  }
  return parts.join("\n");
}

/** A secret as it could stand in a dump: as it is, in hex, in UTF-16, in base64 from each of three places on. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // The first and last characters hold bits of what stands beside.
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
  return [
    secret,
    bytes.toString("hex"),
    Buffer.from(secret, "utf16le").toString("hex"),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
    ...base64.map((text) => Buffer.from(text).toString("hex")),
  ];
}
