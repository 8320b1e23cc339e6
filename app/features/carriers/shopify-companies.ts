import carrierMap from "./carrier-map.json" with { type: "json" };

/** The shipping companies that Shopify offers by name. */
export const shopifyCompanies: string[] = [
  ...new Set(carrierMap.map(({ company }) => company)),
];
