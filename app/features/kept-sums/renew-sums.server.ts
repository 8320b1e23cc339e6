import type { Transaction } from "#app/db.server.ts";
import type { SumsOf } from "./sums.ts";

const askedWithinMs = 3_600_000;
const mostAtOnce = 6;
// What takes longer is worked out once more when somebody asks for it.
const longestMs = 1_000;

type Row = { kind: string; from: string; to: string };

/**
 * After a shop's days were counted, in that transaction: works out anew the sums that pages asked for lately, and drops
 * the others, so that nobody sees figures of before, and sums that nobody looks at cost nothing.
 */
export async function renewSums(
  tx: Transaction,
  kinds: readonly SumsOf<unknown>[],
  { shopId, now }: { shopId: string; now: Date },
): Promise<void> {
  const since = new Date(now.getTime() - askedWithinMs);
  const asked = await tx.$queryRaw<Row[]>`
    SELECT kind, from_day::text AS "from", to_day::text AS "to" FROM kept_sums
    WHERE shop_id = ${shopId}::uuid AND asked_at >= ${since} AND took_ms <= ${longestMs}
    ORDER BY asked_at DESC LIMIT ${mostAtOnce}`;
  for (const row of asked) {
    const of = kinds.find(({ kind }) => kind === row.kind);
    if (of) await renew(tx, of, { ...row, shopId });
  }
  await tx.$executeRaw`
    DELETE FROM kept_sums USING shop WHERE shop.id = shop_id AND shop_id = ${shopId}::uuid
      AND kept_sums.days_counted <> shop.days_counted`;
}

async function renew(
  tx: Transaction,
  of: SumsOf<unknown>,
  { shopId, from, to }: Row & { shopId: string },
) {
  const began = performance.now();
  const sums = await of.sumUp(tx, { shopId, from, to });
  const tookMs = Math.round(performance.now() - began);
  await tx.$executeRaw`
    UPDATE kept_sums SET sums = ${JSON.stringify(sums)}::jsonb, days_counted = shop.days_counted, took_ms = ${tookMs}
    FROM shop WHERE shop.id = shop_id AND shop_id = ${shopId}::uuid AND kind = ${of.kind}
      AND from_day = ${from}::date AND to_day = ${to}::date`;
}
