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

/** What a carrier for a company would do to its parcels. */
export type MappingEffect = {
  /** Parcels that wait and would be registered with it. */
  waiting: number;
  /** Parcels that wait, but KeyDelivery refused this carrier for their number before. */
  refused: number;
  /** Parcels registered with another carrier that never scanned them. */
  silent: number;
  /** Parcels on their way with other carriers. They stay as they are. */
  tracked: { carrierId: string; parcels: number }[];
  /** Parcels that wait with the carrier of a mapping: without it they are given theirs anew. */
  held: number;
  /** New trackings that the waiting would use, and those that would be moved. */
  trackings: number;
  movedTrackings: number;
  /** There are more than were counted. */
  more: boolean;
};

export type MappingPreview = Omit<MappingEffect, "tracked"> & {
  carrier: CarrierOption;
  tracked: { carrier: CarrierOption; parcels: number }[];
  account: "own" | "operator" | "none";
  /** Of the operator's account this month. */
  quota: { left: number; resetsAt: string } | null;
};

export type CompanyView = {
  company: CompanyRow;
  /** The carrier without the merchant's mapping; null: each number is looked up. */
  automatic: { carrier: CarrierOption; isSure: boolean } | null;
  /** What detection said of parcels that need a carrier, the most frequent first. */
  candidates: CarrierOption[];
  /** Parcels that the mapping is still to be applied to. */
  left: number;
  /** A job does that now. */
  isApplying: boolean;
  /** Parcels that wait with the mapped carrier: without the mapping they get theirs anew. */
  held: number;
};

export type MappingAnswer =
  | { outcome: "mapped" }
  | { outcome: "unmapped" }
  | { outcome: "applying" }
  | { outcome: "stopped" }
  | { outcome: "invalid"; error: "missing" | "characters" }
  | { outcome: "failed" };
