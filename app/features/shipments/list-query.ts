import type { ShipmentStatus } from "#app/domain/shipment-status.ts";
import type { ListViewName, RegistrationFilter } from "./list-views.ts";

export const listSorts = [
  "shipped_desc",
  "shipped_asc",
  "updated_desc",
  "updated_asc",
] as const;

export type ListSort = (typeof listSorts)[number];

/** Days up to today, in the shop's time zone: so that a saved view moves along. */
export const shippedPeriods = ["today", "7d", "30d", "90d"] as const;

/** What the list is asked for, as its address says it. The browser only writes it, so that it needs no zod. */
export type ListQuery = {
  view: ListViewName;
  /** The merchant's own view whose tab is chosen. */
  saved: string | null;
  status: ShipmentStatus[];
  carrier: string[];
  /** ISO codes. */
  country: string[];
  registration: RegistrationFilter[];
  /** A period, or a day of the shop's calendar. */
  from: string | null;
  to: string | null;
  sort: ListSort;
  q: string;
};

export const emptyQuery: ListQuery = {
  view: "all",
  saved: null,
  status: [],
  carrier: [],
  country: [],
  registration: [],
  from: null,
  to: null,
  sort: "shipped_desc",
  q: "",
};

/** Without its cursor, in an order of its own: what is equal is written alike. */
export function writeListQuery(query: ListQuery): string {
  const params = new URLSearchParams();
  const write = (name: string, value: string | null) => {
    if (value) params.set(name, value);
  };
  write("view", query.view === "all" ? null : query.view);
  write("saved", query.saved);
  write("status", query.status.join(","));
  write("carrier", query.carrier.join(","));
  write("country", query.country.join(","));
  write("registration", query.registration.join(","));
  write("from", query.from);
  write("to", query.to);
  write("sort", query.sort === "shipped_desc" ? null : query.sort);
  write("q", query.q);
  // Easier to read in an address than %2C.
  return params.toString().replaceAll("%2C", ",");
}

export const longestViewName = 40;

export const listPath = "/app/shipments";

export function listUrl(query: ListQuery, cursor = ""): string {
  const written = [
    writeListQuery(query),
    cursor && `cursor=${encodeURIComponent(cursor)}`,
  ];
  const search = written.filter(Boolean).join("&");
  return search ? `${listPath}?${search}` : listPath;
}

/** Whether something narrows the view down. */
export function isNarrowed(query: ListQuery): boolean {
  const { status, carrier, country, registration, from, to, q } = query;
  return (
    [status, carrier, country, registration].some(({ length }) => length > 0) ||
    Boolean(from || to || q)
  );
}

/** The order in which a parcel keeps its place, whatever becomes of it. */
export const inShippingOrder = (sort: ListSort): ListSort =>
  sort.endsWith("_asc") ? "shipped_asc" : "shipped_desc";

/** The same list as a file, written for a reader of this locale. */
export const exportUrl = (query: ListQuery, locale: string): string =>
  `${listPath}/export?${writeListQuery(query)}&locale=${locale}`;

/** How many parcels it holds. */
export const countUrl = (query: ListQuery): string =>
  `${listPath}/count?${writeListQuery(query)}`;
