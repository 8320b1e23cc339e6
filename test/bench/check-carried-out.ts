import type { Pool } from "pg";

const oneRow = async <Row extends object>(pool: Pool, text: string) =>
  (await pool.query<Row>(text)).rows[0]!;

/**
 * Each delivery, against the rows that it should have made: its fulfillment, one parcel with its number, and the
 * tracking of that number.
 * @throws Error that says how many are wrong
 */
export async function checkDeliveries(pool: Pool, expected: number) {
  const found = await oneRow<Record<string, number>>(
    pool,
    `WITH told AS (
       SELECT processed_at, outcome, convert_from(body, 'UTF8')::json AS body FROM webhook_delivery
     ), made AS (
       SELECT told.*, shipment.number, tracking.number AS tracked
       FROM told LEFT JOIN fulfillment ON fulfillment.gid = told.body->>'admin_graphql_api_id'
       LEFT JOIN shipment ON shipment.fulfillment_id = fulfillment.id
       LEFT JOIN tracking ON tracking.id = shipment.tracking_id
     )
     SELECT count(*)::int AS right,
       (SELECT count(*)::int FROM webhook_delivery) AS deliveries,
       (SELECT count(*)::int FROM fulfillment) AS fulfillments,
       (SELECT count(*)::int FROM shipment) AS parcels,
       (SELECT count(*)::int FROM tracking) AS trackings
     FROM made WHERE processed_at IS NOT NULL AND outcome = 'recorded'
       AND number = body->>'tracking_number' AND tracked = number`,
  );
  demand("deliveries", found, expected);
}

/**
 * Each push, against its tracking: applied, with all its scans, and the status that they tell.
 * @throws Error that says how many are wrong
 */
export async function checkPushes(pool: Pool, expected: number, scans: number) {
  const found = await oneRow<Record<string, number>>(
    pool,
    `SELECT count(*) FILTER (WHERE applied = 1 AND scans = ${scans} AND status = 'in_transit')::int AS right,
       (SELECT count(*)::int FROM push) AS pushes
     FROM (
       SELECT status,
         (SELECT count(*) FROM push WHERE push.ref = tracking.ref AND outcome = 'applied'
           AND processed_at IS NOT NULL) AS applied,
         (SELECT count(*) FROM tracking_event AS event WHERE event.tracking_id = tracking.id
           AND kind = 'item') AS scans
       FROM tracking
     ) AS one`,
  );
  demand("pushes", found, expected);
}

/**
 * Each push that was answered, and of each parcel as many scans as it was told of at most.
 * @throws Error that says how many are wrong
 */
export async function checkScans(
  pool: Pool,
  sent: { pushes: number; scans: ReadonlyMap<string, number> },
) {
  const found = await oneRow<Record<string, number>>(
    pool,
    "SELECT count(*)::int AS pushes, count(*) FILTER (WHERE outcome = 'applied')::int AS applied FROM push",
  );
  demand("pushes", found, sent.pushes);
  const { rows } = await pool.query<{ number: string; scans: number }>(
    `SELECT number, count(*)::int AS scans FROM tracking JOIN tracking_event ON tracking_id = tracking.id
     WHERE kind = 'item' GROUP BY number`,
  );
  const right = rows.filter(
    ({ number, scans }) => sent.scans.get(number) === scans,
  );
  demand(
    "parcels with scans",
    { found: rows.length, right: right.length },
    sent.scans.size,
  );
}

function demand(what: string, found: Record<string, number>, expected: number) {
  if (Object.values(found).some((count) => count !== expected))
    throw new Error(
      `${what}: ${expected} expected, found ${JSON.stringify(found)}`,
    );
}
