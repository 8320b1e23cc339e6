/** The days on which a parcel should arrive, "2026-11-24", in the shop's time zone, and how many parcels say so. */
export type ExpectedDays = { from: string; to: string; parcels: number };
