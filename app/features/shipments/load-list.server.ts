import type { Shop } from "@prisma/client";
import type { Clock } from "#app/platform/clock.ts";
import type { Database } from "#app/db.server.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { conditionsOf } from "./list-conditions.ts";
import { readCursor } from "./list-cursor.ts";
import type { ListPage, ListView } from "./list-page-view.ts";
import type { ListQuery } from "./list-query.ts";
import { listShipments } from "./list-shipments.server.ts";
import { loadListFrame } from "./load-list-frame.server.ts";
import { readListQuery } from "./read-list-query.ts";
import { widerSearch } from "./search-terms.ts";

/** The list as its address asks for it: the rows of a page, and what stands around them. */
export async function loadList(
  { db, clock }: { db: Pick<Database, "$queryRaw">; clock: Clock },
  shop: Shop,
  request: Pick<Request, "url" | "headers">,
): Promise<ListView> {
  const { searchParams } = new URL(request.url);
  const asked = readListQuery(searchParams);
  const cursor = readCursor(searchParams.get("cursor"), asked.sort);
  const read = async (query: ListQuery) => {
    const conditions = conditionsOf(query, shop, clock.now());
    return { page: await listShipments(db, { conditions, cursor }), query };
  };
  const [{ page, query }, frame] = await Promise.all([
    readOrWiden(read, asked),
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

// The wider search stands in the page's query: what is done with all that it shows is done with the same.
async function readOrWiden(
  read: (query: ListQuery) => Promise<{ page: ListPage; query: ListQuery }>,
  query: ListQuery,
) {
  const found = await read(query);
  const { rows, lookedUpTo } = found.page;
  const isNowhere = rows.length === 0 && lookedUpTo === null;
  const q = isNowhere && widerSearch(query.q);
  return q ? read({ ...query, q }) : found;
}

// A carrier that no parcel has any more is called by its name all the same.
function withChosen(known: ListView["carriers"], chosen: string[]) {
  const missing = chosen.filter((id) => !known.some((one) => one.id === id));
  return [
    ...known,
    ...missing.map((id) => ({ id, name: carrierNameOf(id) ?? id })),
  ];
}
