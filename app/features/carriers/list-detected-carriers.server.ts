import type { Database } from "#app/db.server.ts";
import type { Carrier } from "#app/keydelivery/index.ts";

// KeyDelivery has about a thousand carriers in all.
const most = 2_000;

/** Every carrier that KeyDelivery's detection ever answered, of all shops: they are carriers, nobody's data. */
export async function listDetectedCarriers(
  db: Pick<Database, "detectedCarrier">,
): Promise<Carrier[]> {
  const rows = await db.detectedCarrier.findMany({
    orderBy: { carrierId: "asc" },
    take: most,
  });
  return rows.map(({ carrierId, name }) => ({ id: carrierId, name }));
}
