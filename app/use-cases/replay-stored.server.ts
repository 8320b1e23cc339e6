import { Prisma } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { processDelivery, processPush } from "#app/jobs/definitions.ts";

const batchSize = 500;

export type ReplayRequest = {
  what: "deliveries" | "pushes";
  /** One row. */
  id?: string | undefined;
  /** Received from then on, and before. */
  since?: Date | undefined;
  until?: Date | undefined;
  /** Only of this shop; deliveries only. */
  shop?: string | undefined;
  /** Only what ended with this word, such as "unreadable". */
  outcome?: string | undefined;
};

/**
 * Carries stored deliveries or pushes out once more, by their jobs. Whatever they did before stays as it is: every
 * handler can run twice. What was redacted has no body any more and is left out.
 * @returns how many
 */
export async function replayStored(
  app: Pick<App, "db" | "queue">,
  asked: ReplayRequest,
): Promise<number> {
  let after = 0n;
  let count = 0;
  for (;;) {
    const ids = await replayBatch(app, asked, after);
    count += ids.length;
    const last = ids.at(-1);
    if (last === undefined || ids.length < batchSize) return count;
    after = last;
  }
}

// The rows are open again in the transaction that brings their jobs.
function replayBatch(
  { db, queue }: Pick<App, "db" | "queue">,
  asked: ReplayRequest,
  after: bigint,
): Promise<bigint[]> {
  const table = Prisma.raw(
    asked.what === "deliveries" ? "webhook_delivery" : "push",
  );
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: bigint }[]>`
      UPDATE ${table} SET processed_at = NULL, outcome = NULL WHERE id IN (
        SELECT id FROM ${table} WHERE ${conditions(asked, after)}
        ORDER BY id LIMIT ${batchSize} FOR UPDATE)
      RETURNING id`;
    const ids = rows
      .map(({ id }) => id)
      .sort((one, other) => (one < other ? -1 : 1));
    if (asked.what === "deliveries")
      await queue.enqueueMany(
        processDelivery,
        ids.map((id) => ({ deliveryId: String(id) })),
        { tx },
      );
    else
      await queue.enqueueMany(
        processPush,
        ids.map((id) => ({ pushId: String(id) })),
        { tx },
      );
    return ids;
  });
}

function conditions(asked: ReplayRequest, after: bigint) {
  const parts = [
    Prisma.sql`id > ${after}`,
    Prisma.sql`processed_at IS NOT NULL`,
    Prisma.sql`length(body) > 2`,
  ];
  if (asked.id) parts.push(Prisma.sql`id = ${BigInt(asked.id)}`);
  if (asked.since) parts.push(Prisma.sql`received_at >= ${asked.since}`);
  if (asked.until) parts.push(Prisma.sql`received_at < ${asked.until}`);
  if (asked.shop) parts.push(Prisma.sql`shop_domain = ${asked.shop}`);
  if (asked.outcome) parts.push(Prisma.sql`outcome = ${asked.outcome}`);
  return Prisma.join(parts, " AND ");
}
