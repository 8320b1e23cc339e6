import type { CarrierOption } from "#app/components/carrier-option.ts";
import type { Database } from "#app/db.server.ts";

const parcels = 50;
const most = 5;

/** What detection said of a company's parcels that need a carrier: of the newest of them, the most frequent first. */
export function listCandidates(
  db: Pick<Database, "$queryRaw">,
  { shopId, key }: { shopId: string; key: string },
): Promise<CarrierOption[]> {
  return db.$queryRaw<CarrierOption[]>`
    SELECT candidate ->> 'carrierId' AS id, max(candidate ->> 'name') AS name FROM (
      SELECT candidates FROM shipment WHERE shop_id = ${shopId}::uuid AND company_key = ${key}
        AND archived_at IS NULL AND (state IN ('needs_carrier', 'failed') OR attention = 'silent')
        AND jsonb_typeof(candidates) = 'array'
      ORDER BY id DESC LIMIT ${parcels}
    ) AS newest, jsonb_array_elements(candidates) WITH ORDINALITY AS of_number(candidate, place)
    WHERE candidate ->> 'carrierId' IS NOT NULL
    GROUP BY 1 ORDER BY count(*) DESC, min(place), 1 LIMIT ${most}`;
}
