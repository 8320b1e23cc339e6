import type { Database } from "#app/db.server.ts";
import { writeCsv, writeCsvRows } from "#app/components/write-csv.ts";
import { readDetails, type ExportWriter } from "./export-rows.server.ts";
import type { ListConditions } from "./list-conditions.ts";
import { readCursor } from "./list-cursor.ts";
import { inShippingOrder } from "./list-query.ts";
import { listShipments, mostLookedAt } from "./list-shipments.server.ts";

const exportBounds = { pageSize: 500, mostLookedAt };

type Asked = {
  conditions: ListConditions;
  writer: ExportWriter;
  bounds?: typeof exportBounds;
};

/** All parcels that fit, as the pieces of a CSV file: each is read when the one before it was taken. */
export async function* exportList(
  db: Pick<Database, "$queryRaw">,
  { writer, bounds = exportBounds, ...asked }: Asked,
): AsyncGenerator<string, undefined> {
  // A parcel that moves meanwhile keeps its place in this order.
  const conditions = {
    ...asked.conditions,
    sort: inShippingOrder(asked.conditions.sort),
  };
  yield writeCsv(writer.headings, []);
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await listShipments(db, {
      conditions,
      cursor: readCursor(cursor, conditions.sort),
      bounds,
    });
    cursor = page.older;
    if (page.rows.length === 0) continue;
    const ids = page.rows.map(({ id }) => id);
    const details = await readDetails(db, conditions.shopId, ids);
    const detailsOf = new Map(details.map((one) => [one.id, one]));
    yield writeCsvRows(
      page.rows.map((row) => writer.cells(row, detailsOf.get(row.id))),
    );
  }
}
