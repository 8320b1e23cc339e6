import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Topology } from "./topology.ts";

export type Open = Record<
  | "deliveries"
  | "pushes"
  | "trackings"
  | "publications"
  | "flowEvents"
  | "jobs",
  number
>;

/** Resolves when nothing is under way any more, or time is up: then with what is still open. */
export async function awaitQuiet(
  { shopify, keydelivery, databaseUrl }: Topology,
  timeoutMs: number,
): Promise<Open> {
  const giveUpAt = Date.now() + timeoutMs;
  let quietSince: number | undefined;
  for (;;) {
    await shopify.webhooks.settled();
    const isPlayed = keydelivery.trackings().every(({ played }) => played);
    if (isPlayed) await keydelivery.settled();
    const open = await countOpen(databaseUrl);
    const isQuiet = isPlayed && Object.values(open).every((one) => one === 0);
    quietSince = isQuiet ? (quietSince ?? Date.now()) : undefined;
    // The echo of a last event can still be on its way.
    if (quietSince && Date.now() - quietSince > 2_000) return open;
    if (Date.now() > giveUpAt) return open;
    await sleep(500);
  }
}

async function countOpen(connectionString: string): Promise<Open> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<Open>(`SELECT
      (SELECT count(*)::int FROM webhook_delivery WHERE processed_at IS NULL) AS deliveries,
      (SELECT count(*)::int FROM push WHERE processed_at IS NULL) AS pushes,
      (SELECT count(*)::int FROM tracking WHERE registration IN ('waiting', 'registering')) AS trackings,
      (SELECT count(*)::int FROM publication WHERE state IN ('planned', 'sending')) AS publications,
      (SELECT count(*)::int FROM flow_event) AS "flowEvents",
      (SELECT count(*)::int FROM pgboss.job WHERE state IN ('created', 'retry', 'active')
        AND name IN ('process-delivery', 'process-push', 'detect-carrier')) AS jobs`);
    return rows[0]!;
  } finally {
    await client.end();
  }
}
