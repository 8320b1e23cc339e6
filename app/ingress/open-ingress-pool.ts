import pg from "pg";

// A database that is down or hangs is answered for within 4 s, before Shopify gives up at 5 s.
const connectMs = 1_000;
const statementMs = 2_000;

/**
 * The ingress' own connections: pages and jobs that hold all of the other pool never keep a webhook waiting, and limits
 * that hold for a whole connection cost no statement. A statement that failed takes its connection with it.
 */
export function openIngressPool(
  url: string,
  options: { onError: (error: Error) => void },
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    // Two kinds of row, a connection for each, and another in place of one on which a statement failed.
    max: 4,
    pipeline: true,
    application_name: "shipment-tracking-ingress",
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    idleTimeoutMillis: 0,
  });
  // An idle connection that the server ends would otherwise end the process.
  pool.on("error", options.onError);
  return pool;
}
