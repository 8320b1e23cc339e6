import type { Publication } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";
import { hasScope, writeScope } from "#app/domain/scopes.ts";

/** What a shop's publications need to be sent; otherwise they wait, and a banner asks. */
export const mayPublish = (shop: {
  state: string;
  writeBack: boolean;
  grantedScopes: string;
}) => shop.state === "active" && shop.writeBack && hasScope(shop, writeScope);

/** The shop's next due publications, the oldest first, at most one of each fulfillment. */
export async function listDuePublications(
  db: Database,
  asked: { shopId: string; now: Date; limit: number },
): Promise<(Publication & { fulfillment: { gid: string } })[]> {
  const { shopId, now, limit } = asked;
  const due = await db.publication.findMany({
    where: {
      shopId,
      state: { in: ["planned", "sending"] },
      nextAttemptAt: { lte: now },
    },
    orderBy: { createdAt: "asc" },
    take: limit,
    include: { fulfillment: { select: { gid: true } } },
  });
  const fulfillments = new Set<string>();
  return due.filter(({ fulfillmentId }) => {
    const isFirst = !fulfillments.has(fulfillmentId);
    fulfillments.add(fulfillmentId);
    return isFirst;
  });
}

const shopsPerRun = 200;

/** Shops with something due that may be told. */
export async function shopsToPublish(
  db: Database,
  now: Date,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM shop WHERE state = 'active' AND write_back
      AND ${writeScope} = ANY(string_to_array(granted_scopes, ','))
      AND EXISTS (SELECT 1 FROM publication WHERE publication.shop_id = shop.id
        AND publication.state IN ('planned', 'sending') AND next_attempt_at <= ${now})
    LIMIT ${shopsPerRun}`;
  return rows.map(({ id }) => id);
}

/** Writing back was switched off: what is planned is not told. What is under way still ends as it must. */
export async function dropPlanned(
  tx: Transaction,
  shopId: string,
  now: Date,
): Promise<void> {
  await tx.publication.updateMany({
    where: { shopId, state: "planned" },
    data: { state: "skipped", reason: "switched_off", settledAt: now },
  });
}
