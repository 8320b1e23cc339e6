import carrierMap from "./carrier-map.json" with { type: "json" };

export type ResolvedCarrier = {
  carrierId: string;
  source: "merchant" | "builtin";
};

/**
 * The first rung of the ladder that answers: the merchant's choice for this shipment, then the built-in
 * map of Shopify's company names at high confidence. Undefined: a person has to choose.
 */
export function resolveCarrier(asked: {
  chosenCarrierId: string | null;
  company: string | null;
}): ResolvedCarrier | undefined {
  if (asked.chosenCarrierId)
    return { carrierId: asked.chosenCarrierId, source: "merchant" };
  const carrierId =
    asked.company === null
      ? undefined
      : highConfidence.get(companyKey(asked.company));
  return carrierId ? { carrierId, source: "builtin" } : undefined;
}

/** Case, accents, spaces and punctuation do not tell companies apart. */
export function companyKey(company: string): string {
  return company
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, "");
}

const highConfidence: ReadonlyMap<string, string> = new Map(
  carrierMap.flatMap((row) =>
    row.confidence === "high" && row.carrierId
      ? [[companyKey(row.company), row.carrierId] as const]
      : [],
  ),
);
