import { z } from "zod";
import { carrierNameOf } from "./carrier-name.ts";
import type { FoundShipment } from "./find-shipment.server.ts";
import type { AuditLine, ToldLine } from "./shipments-view.ts";

const detailSchema = z.object({ to: z.string() });

/** What was done to a parcel by hand. */
export function toAuditLine(entry: FoundShipment["audit"][number]): AuditLine {
  const detail = detailSchema.safeParse(entry.detail);
  return {
    id: entry.id,
    actor: entry.actor,
    action: entry.action,
    carrier: detail.success ? carrierNameOf(detail.data.to) : null,
    at: entry.at.toISOString(),
  };
}

/** What Shopify was told, newest first. What a newer status overtook is of no interest. */
export function toldLines(
  publications: FoundShipment["publications"],
): ToldLine[] {
  return publications
    .filter(({ reason }) => reason !== "superseded")
    .map(({ id, status, state, reason, at }) => ({
      id,
      status,
      state: state === "sending" ? "planned" : state,
      reason,
      at: at.toISOString(),
    }));
}
