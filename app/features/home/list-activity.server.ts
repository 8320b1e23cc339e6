import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import type { Activity } from "./home-view.ts";

export const activityLimit = 10;

type Row = {
  id: string;
  kind: "state" | "deed";
  at: Date;
  shipmentId: string | null;
  orderName: string | null;
  what: string;
  detail: unknown;
};

const detailSchema = z.object({ to: z.string() });

/** What happened last in a shop: parcels that moved, and what people did. `carrier` of a deed is an id. */
export async function listActivity(
  db: Pick<Database, "$queryRaw">,
  shopId: string,
): Promise<Activity[]> {
  const rows = await db.$queryRaw<Row[]>`
    (SELECT id, 'state' AS kind, moved_at AS at, id AS "shipmentId", order_name AS "orderName", state AS what,
        NULL::jsonb AS detail
      FROM shipment WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL
      ORDER BY moved_at DESC, id DESC LIMIT ${activityLimit})
    UNION ALL
    (SELECT audit_entry.id, 'deed', audit_entry.created_at, shipment.id, order_name, action, detail
      FROM audit_entry LEFT JOIN shipment ON shipment.id = shipment_id
      WHERE audit_entry.shop_id = ${shopId}::uuid
      ORDER BY audit_entry.created_at DESC LIMIT ${activityLimit})
    ORDER BY at DESC, id DESC LIMIT ${activityLimit}`;
  return rows.map(toActivity);
}

function toActivity(row: Row): Activity {
  const { id, kind, at, shipmentId, orderName, what } = row;
  const parcel =
    shipmentId && orderName !== null ? { id: shipmentId, orderName } : null;
  const detail = detailSchema.safeParse(row.detail);
  return {
    id: `${kind} ${id}`,
    at: at.toISOString(),
    parcel,
    what:
      kind === "state"
        ? { kind, state: what }
        : {
            kind,
            action: what,
            carrier: detail.success ? detail.data.to : null,
          },
  };
}
