import type { NameCarrier } from "./carrier-names.ts";
import type { CompanyRow, MappedBy } from "./carriers-view.ts";
import type { CompanyCounts } from "./list-companies.server.ts";
import { builtinCarrierOf } from "./resolve-carrier.ts";

// One parcel that was refused tells nothing of its company.
const often = { parcels: 3, share: 0.1 };

/** A company as the pages show it. */
export function companyRowOf(
  counts: CompanyCounts,
  nameCarrier: NameCarrier,
): CompanyRow {
  const {
    key,
    name,
    parcels,
    registered,
    needing,
    rejected,
    silent,
    transitDays,
  } = counts;
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
    rejected,
    isOftenRejected:
      rejected >= often.parcels && rejected >= often.share * parcels,
    silent,
    transitDays,
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
