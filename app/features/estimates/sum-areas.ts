import type { TransitBucket } from "#app/domain/transit-histogram.ts";
import { areasOf } from "./areas-of.ts";

/** Parcels that took so many half days with a carrier to a country; "" where either is not known. */
export type TransitSum = TransitBucket & { carrierId: string; country: string };

type Counts = Map<number, number>;
type Areas = Map<string, Counts>;

/** The parcels of each carrier and area, by their transit time: by carrier, then area. */
export function sumAreas(
  sums: readonly TransitSum[],
): Map<string, Map<string, TransitBucket[]>> {
  const carriers = new Map<string, Areas>();
  for (const { carrierId, country, halfDays, parcels } of sums) {
    const areas = atKey(carriers, carrierId, (): Areas => new Map());
    for (const { area } of areasOf(country)) {
      const counts = atKey(areas, area, (): Counts => new Map());
      counts.set(halfDays, (counts.get(halfDays) ?? 0) + parcels);
    }
  }
  return new Map(
    [...carriers].map(([carrierId, areas]) => [
      carrierId,
      new Map([...areas].map(([area, counts]) => [area, bucketsOf(counts)])),
    ]),
  );
}

function atKey<Value>(
  map: Map<string, Value>,
  key: string,
  make: () => Value,
): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

const bucketsOf = (counts: Counts): TransitBucket[] =>
  [...counts].map(([halfDays, parcels]) => ({ halfDays, parcels }));
