import type { Shop } from "@prisma/client";
import type { Clock } from "#app/platform/clock.ts";
import type { Database } from "#app/db.server.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { conditionsOf } from "./list-conditions.ts";
import { readCursor } from "./list-cursor.ts";
import type { ListView } from "./list-page-view.ts";
import { listShipments } from "./list-shipments.server.ts";
import { loadListFrame } from "./load-list-frame.server.ts";
import { readListQuery } from "./read-list-query.ts";

/** The list as its address asks for it: the rows of a page, and what stands around them. */
export async function loadList(
  { db, clock }: { db: Pick<Database, "$queryRaw">; clock: Clock },
  shop: Shop,
  request: Pick<Request, "url" | "headers">,
): Promise<ListView> {
  const { searchParams } = new URL(request.url);
  const query = readListQuery(searchParams);
  const cursor = searchParams.get("cursor");
  const [page, frame] = await Promise.all([
    listShipments(db, {
      conditions: conditionsOf(query, shop, clock.now()),
      cursor: readCursor(cursor, query.sort),
    }),
    loadListFrame(db, shop.id),
  ]);
  return {
    ...page,
    ...frame,
    carriers: withChosen(frame.carriers, query.carrier),
    query,
    timeZone: shop.timeZone,
    automaticRegistration: shop.automaticRegistration,
    stalledDays: shop.stalledDays,
    isPhone: /\bMobi/.test(request.headers.get("user-agent") ?? ""),
  };
}

// A carrier that no parcel has any more is called by its name all the same.
function withChosen(known: ListView["carriers"], chosen: string[]) {
  const missing = chosen.filter((id) => !known.some((one) => one.id === id));
  return [
    ...known,
    ...missing.map((id) => ({ id, name: carrierNameOf(id) ?? id })),
  ];
}
