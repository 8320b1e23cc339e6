import type { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { eventsCountFrom } from "./event-window.ts";
import { writeCursor, type ListCursor } from "./list-cursor.ts";
import type { SearchTerms } from "./search-terms.ts";
import type { ShipmentList, ShipmentRow } from "./shipments-view.ts";
import { isMoving, shownStateOf } from "./shown-state.ts";
import { trackingStateSelection } from "./state-selection.ts";

export const pageSize = 50;

const selection = {
  id: true,
  orderName: true,
  numberRaw: true,
  carrierId: true,
  hold: true,
  shippedAt: true,
  endedAt: true,
  endReason: true,
  tracking: { select: trackingStateSelection },
} satisfies Prisma.ShipmentSelect;

type Found = Prisma.ShipmentGetPayload<{ select: typeof selection }>;

/** One page of a shop's shipments, newest first. */
export async function listShipments(
  db: Pick<Database, "shipment">,
  asked: {
    shopId: string;
    cursor: ListCursor | null;
    search: SearchTerms | null;
  },
): Promise<ShipmentList> {
  const { shopId, cursor, search } = asked;
  const backwards = cursor?.direction === "before";
  const order = backwards ? "asc" : "desc";
  const found = await db.shipment.findMany({
    where: { shopId, AND: [beyond(cursor), matching(search)] },
    orderBy: [{ shippedAt: order }, { id: order }],
    take: pageSize + 1,
    select: selection,
  });
  const more = found.length > pageSize;
  const page = found.slice(0, pageSize);
  // Beyond either end, and where newer ones do not fill a page, the list starts anew.
  if (cursor && (page.length === 0 || (backwards && !more)))
    return listShipments(db, { ...asked, cursor: null });
  if (backwards) page.reverse();
  const rows = page.map(toRow);
  return {
    rows,
    newer: link("before", page[0], cursor !== null),
    older: link("after", page.at(-1), backwards || more),
    moving: rows.some(({ state }) => isMoving(state.key)),
  };
}

// The bound on shippedAt is where the index starts to read: an OR alone would only filter.
function beyond(cursor: ListCursor | null): Prisma.ShipmentWhereInput {
  if (!cursor) return {};
  const { shippedAt, id } = cursor;
  return cursor.direction === "after"
    ? {
        shippedAt: { lte: shippedAt },
        OR: [{ shippedAt: { lt: shippedAt } }, { id: { lt: id } }],
      }
    : {
        shippedAt: { gte: shippedAt },
        OR: [{ shippedAt: { gt: shippedAt } }, { id: { gt: id } }],
      };
}

function matching(search: SearchTerms | null): Prisma.ShipmentWhereInput {
  if (!search) return {};
  return {
    OR: [
      { number: { startsWith: literal(search.number) } },
      { orderKey: { startsWith: literal(search.orderKey) } },
    ],
  };
}

// Prisma hands these to LIKE as they are.
const literal = (text: string) => text.replace(/[\\%_]/g, "\\$&");

function link(
  direction: ListCursor["direction"],
  edge: Found | undefined,
  exists: boolean,
) {
  return edge && exists ? writeCursor({ direction, ...edge }) : null;
}

function toRow(shipment: Found): ShipmentRow {
  const last = shipment.tracking?.lastEventTime ?? null;
  return {
    id: shipment.id,
    orderName: shipment.orderName,
    number: shipment.numberRaw.trim(),
    carrier: carrierNameOf(shipment.carrierId),
    state: shownStateOf(shipment),
    lastEventTime:
      last && last >= eventsCountFrom(shipment.shippedAt) ? last : null,
    shippedAt: shipment.shippedAt.toISOString(),
  };
}
