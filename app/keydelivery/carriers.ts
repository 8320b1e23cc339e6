import carrierList from "./carriers.json" with { type: "json" };

export type Carrier = { id: string; name: string };

/** The vendor's list as of 2025-11: there are carriers that it lacks. */
export const carriers: readonly Carrier[] = carrierList;

const byId = new Map(carriers.map((carrier) => [carrier.id, carrier]));

export function findCarrier(id: string): Carrier | undefined {
  return byId.get(id);
}
