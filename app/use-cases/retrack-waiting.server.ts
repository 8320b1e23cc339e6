import type { App } from "#app/app-context.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { trackShipment } from "./track-shipment.server.ts";

const batchSize = 200;

type Asked = {
  shopId: string;
  /** Only parcels of this company. */
  companyKey?: string | undefined;
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
  isOpen: () => boolean,
): Promise<{ wake: Set<string>; next: string | undefined }> {
  const wake = new Set<string>();
  let after = asked.after;
  for (;;) {
    const batch = await listWaiting(app, { ...asked, after });
    for (const shipment of batch) {
      const account = await retrack(app, asked.shopId, shipment);
      if (account) wake.add(account);
      after = shipment.id;
      if (!isOpen()) return { wake, next: after };
    }
    if (batch.length < batchSize) return { wake, next: undefined };
  }
}

type Waiting = { id: string; fulfillmentId: string };

// Three short ranges of three indexes: never through all parcels. Without a company only what another account
// can change is looked at: a person's turn stays a person's turn.
function listWaiting(app: App, { shopId, companyKey, after }: Asked) {
  const company = companyKey ?? null;
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
      (SELECT shipment.id, fulfillment_id FROM tracking JOIN shipment ON shipment.tracking_id = tracking.id
        WHERE tracking.shop_id = ${shopId}::uuid
          AND registration IN ('waiting', 'failed', 'dormant', 'over_quota')
          AND shipment.shop_id = ${shopId}::uuid AND ended_at IS NULL AND hold = 'none'
          AND (${company}::text IS NULL OR company_key = ${company}) AND shipment.id > ${from}::uuid
        ORDER BY shipment.id LIMIT ${batchSize})
    ) AS waiting ORDER BY id LIMIT ${batchSize}`;
}

async function retrack(app: App, shopId: string, waiting: Waiting) {
  return repeatOnConflict(() =>
    app.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM fulfillment WHERE id = ${waiting.fulfillmentId}::uuid FOR UPDATE`;
      const shipment = await tx.shipment.findFirst({
        where: { id: waiting.id, shopId, endedAt: null },
        include: { fulfillment: true },
      });
      if (!shipment) return undefined;
      const { fulfillment } = shipment;
      return trackShipment(app, tx, shipment, {
        shopId,
        company: fulfillment.trackingCompany,
        priority: fulfillment.origin === "backfill" ? 2 : 0,
        now: app.clock.now(),
      });
    }),
  );
}
