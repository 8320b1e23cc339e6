import { Prisma, type Shipment } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/** Of a row of `shipment`: its import is paused or cancelled, and no person wants it all the same. */
export const heldByImport = Prisma.sql`(shipment.admitted_by IS DISTINCT FROM 'person' AND EXISTS (
  SELECT 1 FROM backfill WHERE backfill.id = shipment.backfill_id AND backfill.state IN ('paused', 'cancelled')))`;

/** The same of a parcel in hand. Whoever pauses, resumes or cancels its import waits for this transaction. */
export async function isHeldByImport(
  tx: Transaction,
  { backfillId, admittedBy }: Pick<Shipment, "backfillId" | "admittedBy">,
): Promise<boolean> {
  if (!backfillId || admittedBy === "person") return false;
  // One that is done does not change any more, and is not locked for it.
  const [backfill] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM backfill
    WHERE id = ${backfillId}::uuid AND state IN ('running', 'paused', 'cancelled') FOR SHARE`;
  return backfill !== undefined && backfill.state !== "running";
}
