import type { ShopWork } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";

/** What is worked on: changed rules, or the carrier of one company. */
export type WorkSubject =
  | { shopId: string; kind: "rules" }
  | { shopId: string; kind: "company"; companyKey: string };

type Run = { run: string };
type Works = Pick<Transaction, "shopWork">;

/** Between two looks of a run. A run that has been quiet for longer lost its job. */
const forgottenMs = 120_000;
const manyAtOnce = 100;

/** Writes down that a job is to work on it. What worked on it before stops. */
export function beginWork(
  tx: Works,
  subject: WorkSubject,
  asked: { again: boolean; now: Date },
): Promise<ShopWork> {
  const { again, now } = asked;
  const state = { run: crypto.randomUUID(), again, updatedAt: now };
  const key = keyOf(subject);
  return tx.shopWork.upsert({
    where: { shopId_kind_companyKey: key },
    create: { ...key, ...state },
    update: state,
  });
}

/** Whether this run is still wanted; it is seen to be alive. */
export async function keepWorking(
  db: Works,
  subject: WorkSubject & Run,
  now: Date,
): Promise<boolean> {
  const { count } = await db.shopWork.updateMany({
    where: { ...keyOf(subject), run: subject.run },
    data: { updatedAt: now },
  });
  return count > 0;
}

/** This run is through. */
export async function endWork(
  db: Works,
  subject: WorkSubject & Run,
): Promise<void> {
  await db.shopWork.deleteMany({
    where: { ...keyOf(subject), run: subject.run },
  });
}

/**
 * The merchant wants no more of it; what is done stays done.
 * @returns whether anything worked on it
 */
export async function stopWork(
  tx: Works,
  subject: WorkSubject,
): Promise<boolean> {
  const { count } = await tx.shopWork.deleteMany({ where: keyOf(subject) });
  return count > 0;
}

export async function isWorking(
  db: Works,
  subject: WorkSubject,
): Promise<boolean> {
  return (await db.shopWork.count({ where: keyOf(subject) })) > 0;
}

/** Runs that no job has looked at for a while. */
export function listForgottenWork(
  db: Pick<Database, "shopWork">,
  now: Date,
): Promise<ShopWork[]> {
  return db.shopWork.findMany({
    where: { updatedAt: { lt: new Date(now.getTime() - forgottenMs) } },
    orderBy: { updatedAt: "asc" },
    take: manyAtOnce,
  });
}

const keyOf = (subject: WorkSubject) => ({
  shopId: subject.shopId,
  kind: subject.kind,
  companyKey: subject.kind === "company" ? subject.companyKey : "",
});
