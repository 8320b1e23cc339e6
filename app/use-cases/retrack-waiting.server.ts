import type { Shipment } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { findMappedCarrier } from "#app/features/carriers/find-mapped-carrier.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { trackShipment } from "./track-shipment.server.ts";

const batchSize = 200;

type Asked = {
  shopId: string;
  /** Only parcels of this company. */
  companyKey?: string | undefined;
  /** The company's carrier is for parcels too that it was refused for, or that another one never scanned. */
  again?: boolean | undefined;
  /** The shipment that an earlier run ended with. */
  after?: string | undefined;
};

/**
 * Gives parcels that are not registered yet their carrier and account anew: after another account was connected,
 * or a carrier was mapped. Works until `isOpen` says no.
 * @returns the accounts to wake, and where to go on; `next` undefined when all is done
 */
export async function retrackWaiting(
  app: App,
  asked: Asked,
  isOpen: () => Promise<boolean>,
): Promise<{ wake: Set<string>; next: string | undefined }> {
  const wake = new Set<string>();
  let after = asked.after;
  for (;;) {
    const batch = await listWaiting(app, { ...asked, after });
    for (const shipment of batch) {
      const account = await retrack(app, asked, shipment);
      if (account) wake.add(account);
      after = shipment.id;
      if (!(await isOpen())) return { wake, next: after };
    }
    if (batch.length < batchSize) return { wake, next: undefined };
  }
}

type Waiting = { id: string; fulfillmentId: string };

// A short range of an index each: never through all parcels. Without a company only what another account can change is
// looked at: a person's turn stays a person's turn. A tracking may be another shop's, so its parcels are not found by it.
function listWaiting(app: App, { shopId, companyKey, again, after }: Asked) {
  const company = companyKey ?? null;
  const silentOf = again ? company : null;
  const from = after ?? "00000000-0000-0000-0000-000000000000";
  return app.db.$queryRaw<Waiting[]>`
    SELECT id, fulfillment_id AS "fulfillmentId" FROM (
      (SELECT id, fulfillment_id FROM shipment
        WHERE shop_id = ${shopId}::uuid AND ended_at IS NULL AND hold IN ('needs_carrier', 'detecting')
          AND (company_key = ${company} OR (${company}::text IS NULL AND hold = 'detecting')) AND id > ${from}::uuid
        ORDER BY id LIMIT ${batchSize})
      UNION
      (SELECT id, fulfillment_id FROM shipment
        WHERE shop_id = ${shopId}::uuid AND ended_at IS NULL AND hold = 'none' AND tracking_id IS NULL
          AND number <> '' AND (${company}::text IS NULL OR company_key = ${company}) AND id > ${from}::uuid
        ORDER BY id LIMIT ${batchSize})
      UNION
      (SELECT shipment.id, fulfillment_id FROM shipment JOIN tracking ON tracking.id = tracking_id
        WHERE shipment.shop_id = ${shopId}::uuid AND state IN ('waiting', 'over_quota', 'failed', 'dormant')
          AND registration <> 'registering'
          AND (${company}::text IS NULL OR company_key = ${company}) AND shipment.id > ${from}::uuid
        ORDER BY shipment.id LIMIT ${batchSize})
      UNION
      (SELECT id, fulfillment_id FROM shipment
        WHERE shop_id = ${shopId}::uuid AND company_key = ${silentOf} AND archived_at IS NULL AND ended_at IS NULL
          AND (state IN ('needs_carrier', 'failed') OR attention = 'silent') AND attention = 'silent'
          AND id > ${from}::uuid
        ORDER BY id LIMIT ${batchSize})
    ) AS waiting ORDER BY id LIMIT ${batchSize}`;
}

async function retrack(
  app: App,
  { shopId, again = false }: Asked,
  waiting: Waiting,
) {
  return inTransaction(app.db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM fulfillment WHERE id = ${waiting.fulfillmentId}::uuid FOR UPDATE`;
    const shipment = await tx.shipment.findFirst({
      where: { id: waiting.id, shopId, endedAt: null },
      include: { fulfillment: true },
    });
    if (!shipment) return undefined;
    const { fulfillment } = shipment;
    const isAnew = again && (await isMisfit(tx, shipment));
    const known = isAnew ? anew(shipment) : shipment;
    const wake = await trackShipment(app, tx, known, {
      shopId,
      company: fulfillment.trackingCompany,
      priority: fulfillment.origin === "backfill" ? 2 : 0,
      now: app.clock.now(),
      byPerson: isAnew,
    });
    await refreshStatus(app, tx, fulfillment.id);
    return wake;
  });
}

/** Whether another carrier never scanned it, or KeyDelivery refused the company's. A merchant's own choice stays. */
async function isMisfit(tx: Transaction, shipment: Shipment) {
  const { shopId, companyKey, number, carrierSource } = shipment;
  if (carrierSource === "merchant") return false;
  if (shipment.attention === "silent") return true;
  const carrierId = await findMappedCarrier(tx, shopId, companyKey);
  if (!carrierId) return false;
  if (shipment.refusedCarriers.includes(carrierId)) return true;
  const refused = await tx.tracking.findFirst({
    where: { carrierId, number, registration: "failed", lastAnswerCode: "405" },
    select: { id: true },
  });
  return refused !== null;
}

const anew = <Known extends Shipment>(shipment: Known): Known => ({
  ...shipment,
  carrierId: null,
  carrierSource: null,
  refusedCarriers: [],
});
