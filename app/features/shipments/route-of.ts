import type { FoundShipment } from "./find-shipment.server.ts";
import type { EventDay, RouteStop } from "./shipments-view.ts";

/** Where a parcel came from, was seen last, and goes to. Fewer than two places are no way. */
export function routeOf(
  shipment: Pick<
    FoundShipment,
    | "originRegion"
    | "originCountry"
    | "destinationCity"
    | "destinationRegion"
    | "destinationCode"
    | "destinationCountry"
  >,
  days: readonly EventDay[],
): RouteStop[] {
  const seenAt = days
    .flatMap(({ events }) => events)
    .find(({ sortTime, place }) => sortTime && place)?.place;
  const stops: RouteStop[] = [
    {
      kind: "origin",
      place: shipment.originRegion,
      country: shipment.originCountry,
    },
    { kind: "last", place: seenAt ?? null, country: null },
    {
      kind: "destination",
      place: shipment.destinationCity ?? shipment.destinationRegion,
      country: shipment.destinationCode ?? shipment.destinationCountry,
    },
  ];
  const known = stops.filter(({ place, country }) => place ?? country);
  return known.length < 2 ? [] : known;
}
