import type { Backfill, BackfillState } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

const dayMs = 86_400_000;

const active = ["counting", "ready", "running", "paused"] as const;

/** A count of the last days begins. Where an import is under way that one stays. */
export async function createBackfill(
  tx: Transaction,
  asked: { shopId: string; days: number; actor: string; now: Date },
): Promise<string> {
  const { shopId, days, actor, now } = asked;
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
  const known = await tx.backfill.findFirst({
    where: { shopId, state: { in: [...active] } },
    select: { id: true },
  });
  if (known) return known.id;
  const since = new Date(now.getTime() - days * dayMs);
  const { id } = await tx.backfill.create({
    data: { shopId, days, since },
    select: { id: true },
  });
  await tx.auditEntry.create({
    data: { shopId, actor, action: "import_counted", detail: { days } },
  });
  return id;
}

export type BackfillChange = "start" | "pause" | "resume" | "cancel";

const changes: Record<
  BackfillChange,
  { from: readonly BackfillState[]; to: BackfillState }
> = {
  start: { from: ["ready"], to: "running" },
  pause: { from: ["running"], to: "paused" },
  resume: { from: ["paused"], to: "running" },
  cancel: { from: active, to: "cancelled" },
};

/** The merchant's word on the import under way. Undefined when it does not apply any more: nothing changes. */
export async function changeBackfill(
  tx: Transaction,
  asked: { shopId: string; change: BackfillChange; actor: string; now: Date },
): Promise<Backfill | undefined> {
  const { shopId, change, actor, now } = asked;
  const { from, to } = changes[change];
  const [backfill] = await tx.backfill.updateManyAndReturn({
    where: { shopId, state: { in: [...from] } },
    data: { state: to, ...(to === "cancelled" && { endedAt: now }) },
  });
  if (!backfill) return undefined;
  await tx.auditEntry.create({
    data: {
      shopId,
      actor,
      action: `import_${change}`,
      detail: { parcels: backfill.parcels },
    },
  });
  if (to === "cancelled")
    await tx.backfillItem.deleteMany({ where: { backfillId: backfill.id } });
  return backfill;
}
