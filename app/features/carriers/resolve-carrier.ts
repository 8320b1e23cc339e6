import type { CarrierSource } from "@prisma/client";
import carrierMap from "./carrier-map.json" with { type: "json" };
import { companyAliases } from "./company-aliases.ts";
import { companyKey } from "#app/domain/company-key.ts";

export type ResolvedCarrier = { carrierId: string; source: CarrierSource };

/** What KeyDelivery's detection said of the number: possible carriers, the likeliest first. */
export type Detection =
  | { kind: "not_asked" }
  | { kind: "down" }
  | { kind: "answered"; carrierIds: readonly string[] };

export type Resolution =
  | { kind: "resolved"; carrier: ResolvedCarrier }
  /** Detection has to say something first. */
  | { kind: "detect" }
  /** A person has to choose. */
  | { kind: "needs_carrier" };

type Question = {
  /** The merchant's choice for this shipment. */
  chosenCarrierId: string | null;
  /** The merchant's choice for this company. */
  mappedCarrierId: string | null;
  /** As Shopify has it. */
  company: string | null;
  /** Carriers that KeyDelivery answered 405 to. */
  refused: readonly string[];
  detection: Detection;
};

/**
 * The first rung of the ladder that answers: the merchant's choice, the merchant's mapping of the company, the
 * built-in map where it is sure, the map where detection agrees (or cannot be asked: "assumed"), detection's
 * likeliest ("detected"). A refused carrier is passed over; a refused choice goes back to who made it.
 */
export function resolveCarrier(asked: Question): Resolution {
  const { chosenCarrierId, refused, detection } = asked;
  const usable = (carrierId: string | null | undefined) =>
    carrierId && !refused.includes(carrierId) ? carrierId : undefined;
  if (chosenCarrierId)
    return usable(chosenCarrierId)
      ? resolved(chosenCarrierId, "merchant")
      : { kind: "needs_carrier" };
  const mapped = usable(asked.mappedCarrierId);
  if (mapped) return resolved(mapped, "mapping");
  const key = companyKey(asked.company);
  const sure = usable(byConfidence.high.get(key));
  if (sure) return resolved(sure, "builtin");
  if (detection.kind === "not_asked") return { kind: "detect" };
  const likely = usable(byConfidence.medium.get(key));
  if (detection.kind === "down")
    return likely ? resolved(likely, "assumed") : { kind: "detect" };
  if (likely && detection.carrierIds.includes(likely))
    return resolved(likely, "builtin");
  const detected = detection.carrierIds.find(usable);
  return detected ? resolved(detected, "detected") : { kind: "needs_carrier" };
}

/** What the built-in map says of a company: sure, or likely where detection agrees. */
export function builtinCarrierOf(
  key: string,
): { carrierId: string; isSure: boolean } | undefined {
  const sure = byConfidence.high.get(key);
  if (sure) return { carrierId: sure, isSure: true };
  const likely = byConfidence.medium.get(key);
  return likely ? { carrierId: likely, isSure: false } : undefined;
}

const resolved = (carrierId: string, source: CarrierSource): Resolution => ({
  kind: "resolved",
  carrier: { carrierId, source },
});

const byConfidence = { high: carriersOf("high"), medium: carriersOf("medium") };

/** The keys of the companies that the built-in map names. */
export const builtinCompanies = Object.values(byConfidence).flatMap(
  (carriers) => [...carriers.keys()],
);

function carriersOf(confidence: string): ReadonlyMap<string, string> {
  return new Map(
    carrierMap.flatMap((row) =>
      row.confidence === confidence && row.carrierId
        ? [row.company, ...(companyAliases[row.company] ?? [])].map(
            (name) => [companyKey(name), row.carrierId] as const,
          )
        : [],
    ),
  );
}
