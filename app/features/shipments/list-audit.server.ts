import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import { carrierNameOf } from "./carrier-name.ts";
import type { AuditLine } from "./shipments-view.ts";

const mostEntries = 20;
const detailSchema = z.object({ to: z.string() });

/** What was done to a parcel by hand, newest first. */
export async function listAudit(
  db: Pick<Database, "auditEntry">,
  asked: { shopId: string; shipmentId: string },
): Promise<AuditLine[]> {
  const { shopId, shipmentId } = asked;
  const entries = await db.auditEntry.findMany({
    where: { shopId, shipmentId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: mostEntries,
  });
  return entries.map((entry) => {
    const detail = detailSchema.safeParse(entry.detail);
    return {
      id: entry.id,
      actor: entry.actor,
      action: entry.action,
      carrier: detail.success ? carrierNameOf(detail.data.to) : null,
      at: entry.createdAt.toISOString(),
    };
  });
}
