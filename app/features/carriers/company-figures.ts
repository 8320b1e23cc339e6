/** The figures of a company, in the order of the table's columns. */
export const companyFigures = [
  "parcels",
  "registered",
  "rejected",
  "transit",
] as const;
