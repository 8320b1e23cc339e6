import type { CarrierOption } from "#app/components/carrier-option.ts";
import type { CarriersQuery } from "./carriers-query.ts";

// What the carriers pages show, of the last 90 days where it counts parcels. Nothing of another shop.

/**
 * Where a company's carrier comes from: the merchant's mapping, the built-in map, the built-in map where detection
 * agrees, or detection of each number alone.
 */
export type MappedBy = "mapping" | "builtin" | "likely" | "detection";

export type CompanyFigures = {
  parcels: number;
  /** Share of 1; null where there are no parcels. */
  registered: number | null;
  /** Parcels that wait for a person now: no carrier, or a registration that failed. */
  needing: number;
  /** Of those, the ones that KeyDelivery refused. */
  rejected: number;
  isOftenRejected: boolean;
  /** Parcels registered two days ago or longer that no carrier scanned: perhaps the wrong carrier. */
  silent: number;
  /** Median days from shipping to delivery, to half a day. */
  transitDays: number | null;
};

export type CompanyRow = CompanyFigures & {
  key: string;
  /** As Shopify had it last; null: parcels without a company. */
  name: string | null;
  mappedBy: MappedBy;
  /** Of the mapping or the built-in map. */
  carrier: CarrierOption | null;
  /** Who carries most of them in fact. */
  usual: CarrierOption | null;
};

export type CompaniesView = {
  query: CarriersQuery;
  rows: CompanyRow[];
  hasNext: boolean;
  /** The shop has companies, whatever is searched for. */
  hasCompanies: boolean;
  isPhone: boolean;
};
