import { countries } from "countries-list";

const continents: Partial<Record<string, { continent: string }>> = countries;

export type AreaKind = "country" | "region" | "carrier";
export type Area = { kind: AreaKind; area: string };

/** From where the parcels are taken that a parcel to a country is compared with: the nearest first. */
export function areasOf(country: string): Area[] {
  const continent = continents[country]?.continent;
  return [
    ...(country ? [{ kind: "country" as const, area: country }] : []),
    ...(continent
      ? [{ kind: "region" as const, area: `region:${continent}` }]
      : []),
    { kind: "carrier", area: "" },
  ];
}
