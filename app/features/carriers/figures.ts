import {
  transitPercentile,
  type TransitBucket,
} from "#app/domain/transit-histogram.ts";
import type { NameCarrier } from "./carrier-names.ts";
import type {
  CompanyRow,
  MappedBy,
  Transit,
  UsedCarrier,
} from "./carriers-view.ts";
import type { CompanyCounts } from "./list-companies.server.ts";
import type { CarrierCounts } from "./list-used-carriers.server.ts";
import { builtinCarrierOf } from "./resolve-carrier.ts";

/** A company as the pages show it. */
export function companyRowOf(
  counts: CompanyCounts,
  buckets: readonly TransitBucket[],
  nameCarrier: NameCarrier,
): CompanyRow {
  const { key, name, parcels, registered, needing, silent } = counts;
  const { by, carrierId } = mappingOf(counts);
  const usualId = counts.usualId === carrierId ? null : counts.usualId;
  return {
    key,
    name: name || null,
    mappedBy: by,
    carrier: carrierId === null ? null : nameCarrier(carrierId),
    usual: usualId === null ? null : nameCarrier(usualId),
    parcels,
    registered: parcels > 0 ? registered / parcels : null,
    needing,
    silent,
    transit: transitOf(buckets),
  };
}

function mappingOf({ key, mappedId }: CompanyCounts): {
  by: MappedBy;
  carrierId: string | null;
} {
  if (mappedId) return { by: "mapping", carrierId: mappedId };
  const builtin = builtinCarrierOf(key);
  if (!builtin) return { by: "detection", carrierId: null };
  const { carrierId, isSure } = builtin;
  return { by: isSure ? "builtin" : "likely", carrierId };
}

export function transitOf(buckets: readonly TransitBucket[]): Transit | null {
  const days = transitPercentile(buckets, 0.5);
  return days === null ? null : { days, parcels: parcelsIn(buckets) };
}

export function usedCarrierOf(
  counts: CarrierCounts,
  buckets: readonly TransitBucket[],
  nameCarrier: NameCarrier,
): UsedCarrier {
  const { parcels, registered, delivered, exceptions } = counts;
  const transit = transitOf(buckets);
  return {
    carrier: nameCarrier(counts.carrierId),
    parcels,
    registered: registered / parcels,
    delivered: delivered / parcels,
    exceptions: exceptions / parcels,
    transit: transit && {
      ...transit,
      slowest: transitPercentile(buckets, 0.9) ?? transit.days,
    },
  };
}

const parcelsIn = (buckets: readonly TransitBucket[]) =>
  buckets.reduce((sum, { parcels }) => sum + parcels, 0);
