/** The shops in which each page is looked at. */
export const seededShops = {
  empty: { parcels: 0, texts: "plain" },
  one: { parcels: 1, texts: "plain" },
  many: { parcels: 10_000, texts: "plain" },
  extreme: { parcels: 60, texts: "extreme" },
} as const;

export type SeededShop = keyof typeof seededShops;

export type AppPage = {
  name: string;
  path: string;
  /** Renamed to make its loader fail: a table that the frame around it does not read. Undefined: it reads none. */
  table?: string;
  /** What the simulated admin's menu calls it. */
  nav: string;
  /** Text that tells that the page shows what is in the shop. */
  shows: Record<SeededShop, string>;
  /** The link that Enter has to open, and the path that it leads to. */
  opens?: { selector: string; path: RegExp };
};

const everywhere = (text: string): Record<SeededShop, string> => ({
  empty: text,
  one: text,
  many: text,
  extreme: text,
});

/** Our pages but that of a parcel, which each shop has many of. */
export const appPages: AppPage[] = [
  {
    name: "home",
    path: "/app",
    table: "shipment",
    nav: "",
    shows: {
      empty: "Your figures appear with the first parcel",
      one: "In transit",
      many: "In transit",
      extreme: "Needs attention",
    },
  },
  {
    name: "the list",
    path: "/app/shipments",
    table: "shipment",
    nav: "Shipments",
    shows: {
      empty: "Your parcels will appear here",
      one: "#1001",
      many: "#4334",
      extreme: "#GROSSHANDEL",
    },
    opens: {
      selector: "a[data-primary-link]",
      path: /\/app\/shipments\/[0-9a-f-]+$/,
    },
  },
  {
    name: "the carriers",
    path: "/app/carriers",
    table: "carrier_mapping",
    nav: "Carriers",
    shows: {
      ...everywhere("Figures count the parcels"),
      empty: "Company names appear with your first parcels",
    },
    opens: {
      selector: "a[data-primary-link]",
      path: /\/app\/carriers\/companies\/[^/]+$/,
    },
  },
  {
    name: "analytics",
    path: "/app/analytics?range=last_90",
    table: "kept_sums",
    nav: "Analytics",
    shows: {
      empty: "Figures appear as parcels move",
      one: "Parcels shipped",
      many: "Transit time by destination",
      extreme: "Problems and failed attempts by carrier",
    },
  },
  {
    name: "settings",
    path: "/app/settings",
    table: "data_export",
    nav: "Settings",
    shows: everywhere("API key"),
  },
  {
    name: "the rules of tracking",
    path: "/app/settings/automation",
    table: "shipment",
    nav: "",
    shows: everywhere("Rules for new parcels"),
  },
  {
    name: "the delivery promise",
    path: "/app/settings/promise",
    nav: "",
    shows: everywhere("Days from shipping to delivery"),
  },
  {
    name: "what was changed in the settings",
    path: "/app/settings/changes",
    table: "audit_entry",
    nav: "",
    shows: everywhere("Recent changes"),
  },
  {
    name: "the shop's data",
    path: "/app/settings/data",
    table: "data_deletion",
    nav: "",
    shows: everywhere("Delete all parcels"),
  },
  {
    name: "the import of numbers",
    path: "/app/shipments/import",
    nav: "",
    shows: everywhere("Download a template"),
  },
  {
    name: "the import of past shipments",
    path: "/app/import",
    table: "backfill",
    nav: "",
    shows: { ...everywhere("imported"), empty: "Count shipments" },
  },
];

/** A parcel's page: the shop, and what became of the parcel. */
export const parcelPages: { shop: SeededShop; state: string }[] = [
  { shop: "one", state: "in_transit" },
  { shop: "many", state: "delivered" },
  { shop: "many", state: "needs_carrier" },
  { shop: "many", state: "no_number" },
  { shop: "many", state: "failed" },
  { shop: "many", state: "ended" },
  { shop: "extreme", state: "delivered" },
  { shop: "extreme", state: "exception" },
  { shop: "extreme", state: "needs_carrier" },
];
