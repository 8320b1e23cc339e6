import type { Fulfillment, Shipment } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import type { FulfillmentSnapshot } from "./fulfillment-payload.ts";

type RecordedState = Pick<
  Fulfillment,
  "shopifyUpdatedAt" | "shopifyStatus" | "trackingCompany" | "endReason"
> & { shipments: Pick<Shipment, "number" | "importedCompany">[] };

/** What is known of each of these fulfillments and its live parcels, as far as it is known; by gid. */
export async function findRecordedFulfillments(
  db: Database,
  asked: { shopId: string; gids: string[] },
): Promise<Map<string, RecordedState>> {
  const rows = await db.fulfillment.findMany({
    where: { shopId: asked.shopId, gid: { in: asked.gids } },
    select: {
      gid: true,
      shopifyUpdatedAt: true,
      shopifyStatus: true,
      trackingCompany: true,
      endReason: true,
      shipments: {
        where: { endedAt: null },
        select: { number: true, importedCompany: true },
      },
    },
  });
  return new Map(rows.map(({ gid, ...row }) => [gid, row]));
}

/**
 * Whether Shopify tells what is not recorded. Its `updated_at` has whole seconds: of two changes within one, what
 * belongs to the fulfillment itself is compared. Its address is the order's, which can change after it was shipped.
 */
export function isNews(
  known: RecordedState,
  told: FulfillmentSnapshot,
): boolean {
  const laterBy = told.updatedAt.getTime() - known.shopifyUpdatedAt.getTime();
  if (laterBy !== 0) return laterBy > 0;
  if (known.shopifyStatus !== told.status) return true;
  if (known.endReason !== null) return false;
  return known.trackingCompany !== told.company || hasOthers(known, told);
}

function hasOthers({ shipments }: RecordedState, told: FulfillmentSnapshot) {
  const followed = new Set(shipments.map(({ number }) => number));
  const listed = new Set(told.numbers.map(({ number }) => number));
  return (
    told.numbers.some(({ number }) => !followed.has(number)) ||
    shipments.some(
      ({ number, importedCompany }) =>
        number !== "" && importedCompany === null && !listed.has(number),
    )
  );
}
