import { expect, it } from "vitest";
import { routeOf } from "#app/features/shipments/route-of.ts";

const nowhere = {
  originRegion: null,
  originCountry: null,
  destinationCity: null,
  destinationRegion: null,
  destinationCode: null,
  destinationCountry: null,
};
const event = (sortTime: string, place: string | null) => ({
  id: sortTime,
  sortTime,
  timeText: sortTime,
  text: "",
  place,
});

it("leads from the origin over the place of the last scan to the destination", () => {
  const days = [
    { day: "2026-11-24", events: [event("2026-11-24 09:00:00", null)] },
    {
      day: "2026-11-23",
      events: [
        event("2026-11-23 09:00:00", "Lyon"),
        event("2026-11-23 08:00:00", "Paris"),
      ],
    },
  ];
  const shipment = {
    ...nowhere,
    originCountry: "FR",
    destinationCity: "Bern",
    destinationCode: "CH",
  };
  expect(routeOf(shipment, days)).toEqual([
    { kind: "origin", place: null, country: "FR" },
    { kind: "last", place: "Lyon", country: null },
    { kind: "destination", place: "Bern", country: "CH" },
  ]);
});

it("takes no place from a scan without a time", () => {
  const days = [{ day: "", events: [event("", "Nowhere")] }];
  const shipment = { ...nowhere, originCountry: "FR", destinationCode: "CH" };
  expect(routeOf(shipment, days).map(({ kind }) => kind)).toEqual([
    "origin",
    "destination",
  ]);
});

it("is no way with a single place", () => {
  expect(routeOf({ ...nowhere, destinationCode: "CH" }, [])).toEqual([]);
});
