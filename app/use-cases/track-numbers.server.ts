import type { Fulfillment } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";
import { addImportedNumber } from "#app/features/fulfillments/add-imported-number.server.ts";
import type { AskedNumber } from "#app/features/number-import/number-import-schema.ts";
import type { TrackedVerdict } from "#app/features/number-import/number-import-view.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { trackShipment } from "./track-shipment.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

type Asked = { shopId: string; actor: string; numbers: AskedNumber[] };

// On a slow machine a call takes longer than Prisma's five seconds.
const timeout = 30_000;
// Behind live parcels.
const priority = 1;

/**
 * Tracks numbers that a merchant imported, all in one transaction. Asked again, it finds them known.
 * @returns what became of each, in the order in which they were asked for
 */
export async function trackNumbers(
  app: App,
  asked: Asked,
): Promise<TrackedVerdict[]> {
  const { verdicts, wake } = await inTransaction(
    app.db,
    (tx) => trackAll(app, tx, asked),
    { timeout },
  );
  await wakeAccounts(app, wake);
  return verdicts;
}

async function trackAll(app: App, tx: Transaction, asked: Asked) {
  const fulfillments = await lockFulfillments(tx, asked);
  const wake = new Set<string>();
  const verdicts: TrackedVerdict[] = [];
  const changed = new Set<string>();
  for (const number of asked.numbers) {
    const fulfillment = fulfillments.get(number.fulfillmentId);
    const done = fulfillment
      ? await trackOne(app, tx, fulfillment, { ...asked, number })
      : { verdict: "gone" as const };
    verdicts.push(done.verdict);
    if (done.verdict === "tracked") changed.add(number.fulfillmentId);
    if (done.account) wake.add(done.account);
  }
  for (const id of changed) await refreshStatus(app, tx, id);
  return { verdicts, wake };
}

/** Those of the shop that are followed, by their ids. */
async function lockFulfillments(
  tx: Transaction,
  { shopId, numbers }: Asked,
): Promise<Map<string, Fulfillment>> {
  const ids = numbers.map(({ fulfillmentId }) => fulfillmentId);
  await tx.$queryRaw`SELECT id FROM fulfillment
    WHERE shop_id = ${shopId}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const found = await tx.fulfillment.findMany({
    where: { shopId, id: { in: ids }, endedAt: null },
  });
  return new Map(found.map((fulfillment) => [fulfillment.id, fulfillment]));
}

async function trackOne(
  app: App,
  tx: Transaction,
  fulfillment: Fulfillment,
  {
    shopId,
    actor,
    number: asked,
  }: Omit<Asked, "numbers"> & { number: AskedNumber },
): Promise<{ verdict: TrackedVerdict; account?: string | undefined }> {
  const number = normaliseTrackingNumber(asked.number);
  if (number === "") return { verdict: "gone" };
  const added = await addImportedNumber(tx, {
    fulfillment,
    number,
    raw: asked.number,
    company: asked.company || null,
  });
  if (typeof added === "string") return { verdict: added };
  await tx.auditEntry.create({
    data: { shopId, shipmentId: added.id, actor, action: "number_imported" },
  });
  const account = await trackShipment(app, tx, added, {
    shopId,
    company: fulfillment.trackingCompany,
    priority,
    now: app.clock.now(),
    byPerson: true,
  });
  return { verdict: "tracked", account };
}
