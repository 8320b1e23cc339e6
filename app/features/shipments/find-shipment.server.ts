import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import type { StateFacts } from "./shown-state.ts";

type TrackingFacts = NonNullable<StateFacts["tracking"]>;

/** A parcel's row with what its page needs of the rows around it. */
export type FoundShipment = Pick<
  StateFacts,
  "endedAt" | "endReason" | "hold"
> & {
  id: string;
  orderName: string;
  number: string;
  numberRaw: string;
  trackingUrl: string | null;
  destinationCity: string | null;
  destinationRegion: string | null;
  destinationCountry: string | null;
  destinationCode: string | null;
  carrierId: string | null;
  carrierSource:
    "merchant" | "mapping" | "builtin" | "assumed" | "detected" | null;
  holdReason: string | null;
  registerAt: Date | null;
  candidates: unknown;
  shippedAt: Date;
  deliveredAt: Date | null;
  archivedAt: Date | null;
  lastEventTime: string | null;
  orderGid: string;
  trackingCompany: string | null;
  importedCompany: string | null;
  originRegion: string | null;
  originCountry: string | null;
  registration: TrackingFacts["registration"] | null;
  status: TrackingFacts["status"] | null;
  registeredAt: Date | null;
  lastAnswerCode: string | null;
  lastAnswerAt: Date | null;
  pushAssured: boolean | null;
  accountState: TrackingFacts["account"]["state"] | null;
  publications: z.infer<typeof publicationsSchema>;
  audit: z.infer<typeof auditSchema>;
  /** Transit times of its carrier to its country, to regions, and everywhere. */
  keptTransit: { area: string; halfDays: number; parcels: number }[];
};

const mostEntries = 20;
const time = z.coerce.date<string>();
const publicationsSchema = z.array(
  z.object({
    id: z.string(),
    status: z.string(),
    state: z.enum(["planned", "sending", "sent", "skipped", "failed"]),
    reason: z.string().nullable(),
    at: time,
  }),
);
const auditSchema = z.array(
  z.object({
    id: z.string(),
    actor: z.string(),
    action: z.string(),
    detail: z.unknown(),
    at: time,
  }),
);

/** One statement; undefined for an unknown shipment and for another shop's. */
export async function findShipment(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; shipmentId: string },
): Promise<FoundShipment | undefined> {
  const { shopId, shipmentId } = asked;
  const [row] = await db.$queryRaw<FoundShipment[]>`
    SELECT shipment.id, shipment.order_name AS "orderName", shipment.number, shipment.number_raw AS "numberRaw",
      tracking_url AS "trackingUrl", destination_city AS "destinationCity",
      destination_region AS "destinationRegion", destination_country AS "destinationCountry",
      destination_code AS "destinationCode", shipment.carrier_id AS "carrierId", carrier_source AS "carrierSource",
      hold, hold_reason AS "holdReason", register_at AS "registerAt", candidates, shipped_at AS "shippedAt",
      delivered_at AS "deliveredAt", shipment.ended_at AS "endedAt", shipment.end_reason AS "endReason",
      archived_at AS "archivedAt", shipment.last_event_time AS "lastEventTime", order_gid AS "orderGid",
      tracking_company AS "trackingCompany", imported_company AS "importedCompany", origin_region AS "originRegion", origin_country AS "originCountry",
      tracking.registration, tracking.status, registered_at AS "registeredAt", last_answer_code AS "lastAnswerCode",
      last_answer_at AS "lastAnswerAt", push_assured AS "pushAssured", account.state AS "accountState",
      (SELECT COALESCE(jsonb_agg(told ORDER BY told.version DESC), '[]') FROM (
        SELECT id, version, status, state, reason, COALESCE(settled_at, created_at) AS at FROM publication
        WHERE fulfillment_id = fulfillment.id ORDER BY version DESC LIMIT ${mostEntries}) AS told) AS publications,
      (SELECT COALESCE(jsonb_agg(entry ORDER BY entry.at DESC, entry.id DESC), '[]') FROM (
        SELECT id, actor, action, detail, created_at AS at FROM audit_entry
        WHERE shipment_id = shipment.id AND shop_id = ${shopId}::uuid
        ORDER BY created_at DESC, id DESC LIMIT ${mostEntries}) AS entry) AS audit,
      (SELECT COALESCE(jsonb_agg(jsonb_build_object('area', area, 'halfDays', half_days, 'parcels', parcels)), '[]')
        FROM transit_time WHERE shop_id = ${shopId}::uuid AND transit_time.carrier_id = shipment.carrier_id
          AND (area IN ('', shipment.destination_code) OR area LIKE 'region:%')) AS "keptTransit"
    FROM shipment JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
      LEFT JOIN tracking ON tracking.id = shipment.tracking_id
      LEFT JOIN keydelivery_account account ON account.id = tracking.account_id
    WHERE shipment.id = ${shipmentId}::uuid AND shipment.shop_id = ${shopId}::uuid`;
  return (
    row && {
      ...row,
      publications: publicationsSchema.parse(row.publications),
      audit: auditSchema.parse(row.audit),
    }
  );
}

/** What shownStateOf needs of it. */
export function stateFactsOf(found: {
  endedAt: Date | null;
  endReason: string | null;
  hold: StateFacts["hold"];
  registration: TrackingFacts["registration"] | null;
  status: TrackingFacts["status"] | null;
  registeredAt: Date | null;
  accountState: TrackingFacts["account"]["state"] | null;
}): StateFacts {
  const { registration, status, registeredAt, accountState } = found;
  return {
    ...found,
    tracking:
      registration && status && accountState
        ? {
            registration,
            status,
            registeredAt,
            account: { state: accountState },
          }
        : null,
  };
}
