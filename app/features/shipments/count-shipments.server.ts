import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import type { ListConditions } from "./list-conditions.ts";
import type { Capped } from "./list-page-view.ts";
import { mostLookedAt, placesOf } from "./list-shipments.server.ts";
import { orderOf } from "./list-sql.server.ts";
import { planList } from "./plan-list.server.ts";

const mostCounted = 10_000;

/** How many parcels fit: counted up to 10,000, among the first 10,000. */
export async function countShipments(
  db: Pick<Database, "$queryRaw">,
  conditions: ListConditions,
): Promise<Capped> {
  const order = orderOf(conditions, false);
  const budget = mostLookedAt;
  const from = null;
  const plan = await planList(db, { conditions, order, from, budget });
  const limit = mostCounted + 1;
  const places = placesOf({ conditions, order, from, plan, limit });
  const [found] = await db.$queryRaw<[{ count: number }]>(
    Prisma.sql`SELECT count(*)::int AS count FROM (${places}) AS found`,
  );
  return {
    count: Math.min(found.count, mostCounted),
    more: found.count > mostCounted || plan.horizon !== null,
  };
}
