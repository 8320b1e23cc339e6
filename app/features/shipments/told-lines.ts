import { z } from "zod";
import { carrierNameOf } from "./carrier-name.ts";
import type { FoundShipment } from "./find-shipment.server.ts";
import type { AuditLine, ToldLine } from "./shipments-view.ts";

const detailSchema = z
  .object({ to: z.string().nullish(), from: z.string().nullish() })
  .catch({});

/** What was done to a parcel by hand; `reader` is who looks at it, as `actor` names them. */
export function toAuditLine(
  entry: FoundShipment["audit"][number],
  reader: string,
): AuditLine {
  const { actor } = entry;
  const { to, from } = detailSchema.parse(entry.detail);
  const staffId = actor.startsWith("staff:")
    ? actor.slice("staff:".length)
    : null;
  return {
    id: entry.id,
    by: staffId === null ? "app" : actor === reader ? "you" : "staff",
    staffId,
    action: entry.action,
    carrier: to ? (carrierNameOf(to) ?? to) : null,
    from: from ? (carrierNameOf(from) ?? from) : null,
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
