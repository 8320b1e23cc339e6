import type { Database } from "#app/db.server.ts";
import type { FlowTransition } from "./flow-payload.ts";

export type OpenFlowEvent = FlowTransition & { attempts: number };

/** What a shop's Flow is to be told next, the oldest first. */
export function listDueFlowEvents(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; now: Date; limit: number },
): Promise<OpenFlowEvent[]> {
  return db.$queryRaw<OpenFlowEvent[]>`
    SELECT flow_event.id, trigger, was, became, flow_event.attempts, shipment.number,
      COALESCE(shipment.carrier_id, '') AS carrier, fulfillment.order_gid AS "orderGid"
    FROM flow_event JOIN shipment ON shipment.id = flow_event.shipment_id
      JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
    WHERE flow_event.shop_id = ${asked.shopId}::uuid AND next_attempt_at <= ${asked.now}
    ORDER BY flow_event.created_at LIMIT ${asked.limit}`;
}

/** Told, or not to be told any more. */
export async function closeFlowEvent(
  db: Pick<Database, "flowEvent">,
  id: string,
): Promise<void> {
  await db.flowEvent.deleteMany({ where: { id } });
}

export async function postponeFlowEvent(
  db: Pick<Database, "flowEvent">,
  { id, at }: { id: string; at: Date },
): Promise<void> {
  await db.flowEvent.updateMany({
    where: { id },
    data: { nextAttemptAt: at, attempts: { increment: 1 } },
  });
}

const shopsPerRun = 200;

/** Shops with something due that may be told. */
export async function shopsToTellFlow(
  db: Pick<Database, "$queryRaw">,
  now: Date,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM shop WHERE state = 'active' AND EXISTS (
      SELECT 1 FROM flow_event WHERE shop_id = shop.id AND next_attempt_at <= ${now})
    LIMIT ${shopsPerRun}`;
  return rows.map(({ id }) => id);
}
