import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "@prisma/client";
import pg from "pg";
import { askWithCallback } from "#app/platform/ask-with-callback.server.ts";
import { prepareStatements } from "#app/platform/prepare-statements.server.ts";

export type Database = PrismaClient;
/** A running transaction. Inside `$transaction` use only this. */
export type Transaction = Prisma.TransactionClient;

/**
 * The process's one pool and the Prisma client on it.
 */
export function openDatabaseClient(
  url: string,
  options: { max?: number; onError: (error: Error) => void },
) {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    connectionTimeoutMillis: 5_000,
    application_name: "shipment-tracking",
  });
  // An idle connection that the server ends would otherwise end the process.
  pool.on("error", options.onError);
  prepareStatements(pool);
  askWithCallback(pool);
  const db = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    db,
    async close() {
      await db.$disconnect();
      await pool.end();
    },
  };
}
