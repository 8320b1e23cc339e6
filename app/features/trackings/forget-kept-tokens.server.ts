import type { Database } from "#app/db.server.ts";

const batchSize = 5_000;

/** Registered trackings are never claimed again: what the release before kept of their address for that goes. */
export async function forgetKeptTokens(
  db: Database,
  signal?: AbortSignal,
): Promise<void> {
  while (!signal?.aborted) {
    const count = await db.$executeRaw`
      UPDATE tracking SET callback_token = '',
        attempt_url = CASE WHEN right(attempt_url, length(callback_token)) = callback_token
          THEN left(attempt_url, -length(callback_token)) ELSE attempt_url END
      WHERE id IN (SELECT id FROM tracking WHERE registration = 'registered' AND callback_token <> ''
        ORDER BY id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)`;
    if (count < batchSize) return;
  }
}
