import { Prisma } from "@prisma/client";
import { heldByImport } from "./held-by-import.server.ts";

const follower = Prisma.sql`SELECT 1 FROM shipment JOIN shop ON shop.id = shipment.shop_id
  WHERE shipment.tracking_id = tracking.id AND shipment.ended_at IS NULL AND shop.state <> 'uninstalled'`;

/** Of a row of `tracking`: a live parcel of a shop with the app is carried by it. */
export const isFollowed = Prisma.sql`EXISTS (${follower})`;

/** The same, and not only by parcels that a paused or cancelled import holds. */
export const isWanted = Prisma.sql`EXISTS (${follower} AND NOT ${heldByImport})`;
