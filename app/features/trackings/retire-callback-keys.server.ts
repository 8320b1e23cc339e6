import type { Database, Transaction } from "#app/db.server.ts";

// Longer than KeyDelivery follows a parcel.
const unusedMs = 120 * 86_400_000;
// No index serves the look for a use: it reads all trackings, of years, say, for the sake of a key made every few months.
const patient = { timeout: 120_000 };

/**
 * Keys that a newer one took the place of retire 120 days after their last use: no tracking of theirs waits to be
 * registered, was sent, or got a push since. Pushes to their addresses are refused from then on. The newest never does.
 */
export async function retireCallbackKeys(
  db: Database,
  now: Date,
): Promise<number[]> {
  const before = new Date(now.getTime() - unusedMs);
  const replaced = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM callback_key WHERE retired_at IS NULL AND EXISTS (
      SELECT 1 FROM callback_key AS newer WHERE newer.id > callback_key.id AND newer.retired_at IS NULL
        AND newer.created_at < ${before})
    ORDER BY id`;
  const retired: number[] = [];
  for (const { id } of replaced)
    if (await db.$transaction((tx) => retire(tx, { id, before, now }), patient))
      retired.push(id);
  return retired;
}

async function retire(
  tx: Transaction,
  { id, before, now }: { id: number; before: Date; now: Date },
) {
  // Who makes a tracking with it just now holds it: that one is waited for, and seen.
  await tx.$queryRaw`SELECT id FROM callback_key WHERE id = ${id} FOR UPDATE`;
  const [found] = await tx.$queryRaw<{ used: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM tracking WHERE callback_key_id = ${id} AND (
      registration IN ('waiting', 'registering', 'over_quota')
      OR GREATEST(registered_at, attempt_started_at, last_push_at) >= ${before})) AS used`;
  if (found?.used !== false) return false;
  await tx.callbackKey.update({ where: { id }, data: { retiredAt: now } });
  return true;
}
