import type { AccountState } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import type { AccountCount } from "#app/platform/metrics/database-gauges.server.ts";

const states = [
  "active",
  "quota_exhausted",
  "invalid_credentials",
  "throttled",
] as const satisfies AccountState[];

/** How many accounts in use are in which state, also where that is none. */
export async function countAccounts(
  db: Pick<Database, "$queryRaw">,
): Promise<AccountCount[]> {
  const counted = await db.$queryRaw<AccountCount[]>`
    SELECT CASE WHEN shop_id IS NULL THEN 'operator' ELSE 'shop' END AS owner, state::text, count(*)::int
    FROM keydelivery_account WHERE current GROUP BY 1, 2`;
  return (["operator", "shop"] as const).flatMap((owner) =>
    states.map((state) => ({
      owner,
      state,
      count:
        counted.find((one) => one.owner === owner && one.state === state)
          ?.count ?? 0,
    })),
  );
}
