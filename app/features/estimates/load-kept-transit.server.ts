import type { Database } from "#app/db.server.ts";
import { areasOf } from "./areas-of.ts";
import type { KeptTransit } from "./estimate-delivery.ts";

type Asked = {
  shopId: string;
  parcels: readonly { carrierId: string; country: string }[];
};

/** The transit times that parcels are compared with, by carrier; one statement for all of them, none for none. */
export async function loadKeptTransit(
  db: Pick<Database, "transitTime">,
  { shopId, parcels }: Asked,
): Promise<Map<string, KeptTransit[]>> {
  if (parcels.length === 0) return new Map();
  const areas = parcels.flatMap(({ country }) => areasOf(country));
  const rows = await db.transitTime.findMany({
    where: {
      shopId,
      carrierId: { in: [...new Set(parcels.map((one) => one.carrierId))] },
      area: { in: [...new Set(areas.map(({ area }) => area))] },
    },
    select: { carrierId: true, area: true, halfDays: true, parcels: true },
  });
  return Map.groupBy(rows, ({ carrierId }) => carrierId);
}
