import { uuid } from "../mutate.ts";
import { shops } from "../use-fuzzed-app.ts";
import type { SeededIds } from "./seed-fuzzed-shops.ts";

/** A valid request to a route, which is then bent. */
export type Example = {
  /** The parts of its path: fixed ones, and what stands in a parameter's place. */
  path: (string | { param: string })[];
  /** Its page is rendered, or its loader asked alone; else it answers by itself. */
  kind: "page" | "plain" | "admin_api" | "customer_api" | "proxy" | "open";
  search?: Record<string, string>;
  form?: Record<string, string>;
  json?: object;
};

type Forms = Record<string, string>[];

const page = (
  path: Example["path"],
  asked: { search?: Record<string, string>; forms?: Forms } = {},
): Example[] => [
  { kind: "page", path, search: asked.search ?? {} },
  ...(asked.forms ?? []).map((form) => ({ kind: "page" as const, path, form })),
];

const listSearch = {
  ...{ view: "all", status: "delivered,in_transit", carrier: "ups" },
  ...{ country: "CA", from: "2026-01-01", to: "2027-01-01", q: "1001" },
  ...{ sort: "updated_desc", cursor: "YWZ0ZXIgc2hpcHBlZF9kZXNj" },
};

const savedSettings = {
  intent: "save",
  seen: "{}",
  changes: JSON.stringify({
    tags: { mode: "only", values: ["wholesale"] },
    companies: { mode: "except", values: ["UPS"] },
    promiseDays: { default: 5, countries: { DE: 3 } },
    ...{ delayHours: 3, digest: false, stalledDays: "7", retentionDays: 60 },
  }),
};

const exportSearch = (section: string, after?: string): Example[] =>
  page(["app", "settings", "data", "export"]).map((one) => ({
    ...one,
    kind: "plain",
    search: { id: uuid, section, ...(after !== undefined && { after }) },
  }));

const plain = (
  path: Example["path"],
  search: Record<string, string>,
): Example[] => [{ kind: "plain", path, search }];

const forms = (path: Example["path"], all: Forms): Example[] =>
  all.map((form) => ({ kind: "plain", path, form }));

/** Every route with a loader or an action, by its file. */
export const examplesOf = (ids: SeededIds): Record<string, Example[]> => ({
  _index: [{ kind: "open", path: [], search: { shop: shops.own } }],
  "auth.$": [
    {
      kind: "open",
      path: ["auth", { param: "callback" }],
      search: { shop: shops.own, hmac: "a", code: "b" },
    },
  ],
  "auth.login": [
    { kind: "open", path: ["auth", "login"], search: { shop: shops.own } },
  ],
  "app.$": [{ kind: "open", path: ["app", { param: "nowhere" }], search: {} }],
  app: page(["app"]),
  "app._index": page(["app"], {
    forms: [
      { intent: "retry", shipmentId: ids.shipment },
      { intent: "skip_step", step: "import" },
      { intent: "close_digest" },
    ],
  }),
  "app.account": page(["app", "account"], {
    forms: [{ intent: "retry" }],
  }).slice(1),
  "app.analytics": page(["app", "analytics"], {
    search: { range: "custom", from: "2026-10-01", to: "2026-11-20" },
  }),
  "app.import": page(["app", "import"], {
    forms: [{ intent: "count", days: "30" }, { intent: "pause" }],
  }),
  "app.carriers._index": page(["app", "carriers"], {
    search: { q: "dhl", by: "mapping", page: "1" },
    forms: [{ number: "1Z999AA10123456784" }],
  }),
  "app.carriers.companies.$key": page(
    ["app", "carriers", "companies", { param: "dhlexpress" }],
    {
      forms: [
        { intent: "map", carrierId: "dhlen", again: "true" },
        { intent: "unmap" },
        { intent: "apply" },
      ],
    },
  ),
  "app.carriers.companies.$key_.preview": plain(
    ["app", "carriers", "companies", { param: "dhlexpress" }, "preview"],
    { carrier: "ups" },
  ),
  "app.carriers_.search": plain(["app", "carriers", "search"], { q: "post" }),
  "app.settings": page(["app", "settings"], {
    forms: [
      savedSettings,
      savedSettings,
      { intent: "test", apiKey: "key-1", apiSecret: "secret" },
      { intent: "stop_rules" },
    ],
  }),
  "app.settings_.automation": page(["app", "settings", "automation"]),
  "app.settings_.changes": page(["app", "settings", "changes"], {
    search: { after: ids.change },
  }),
  "app.settings_.data": page(["app", "settings", "data"], {
    forms: [{ intent: "delete", name: "nobody" }, { intent: "stop" }],
  }),
  "app.settings_.data_.export": [
    ...exportSearch("shop"),
    ...exportSearch("fulfillments", "gid://shopify/Fulfillment/1"),
    ...exportSearch("carrierMappings", "a"),
    ...exportSearch("savedViews", "a"),
    ...exportSearch("changes", ids.change),
  ],
  "app.settings_.exports.$id": plain(
    ["app", "settings", "exports", { param: ids.dataExport }],
    {},
  ),
  "app.settings_.promise": page(["app", "settings", "promise"]),
  "app.shipments._index": page(["app", "shipments"], {
    search: listSearch,
    forms: [
      {
        intent: "change_parcels",
        kind: "archive",
        ids: `${ids.shipment},${ids.othersShipment}`,
      },
      {
        intent: "change_all",
        kind: "choose_carrier",
        carrierId: "ups",
        query: "q=1001",
      },
      { intent: "save_view", name: "Late ones", query: "view=exceptions" },
      { intent: "rename_view", id: ids.savedView, name: "Later" },
      { intent: "update_view", id: ids.savedView, query: "q=1" },
      { intent: "close_bulk", id: ids.bulkAction },
    ],
  }),
  "app.shipments.$id": page(["app", "shipments", { param: ids.shipment }], {
    search: { events: "400" },
    forms: [
      { intent: "choose_carrier", carrierId: "ups", remember: "true" },
      { intent: "retry" },
      { intent: "restart" },
      { intent: "refresh" },
      { intent: "archive" },
    ],
  }),
  "app.shipments_.count": plain(["app", "shipments", "count"], listSearch),
  "app.shipments_.export": plain(["app", "shipments", "export"], listSearch),
  "app.shipments_.import": page(["app", "shipments", "import"]),
  "app.shipments_.import_.numbers": forms(
    ["app", "shipments", "import", "numbers"],
    [
      { intent: "read", text: "Order,Number,Company\n1001,N1,UPS\n" },
      {
        intent: "track",
        numbers: JSON.stringify([
          { fulfillmentId: ids.fulfillment, number: "N1", company: "UPS" },
        ]),
      },
    ],
  ),
  "api.orders.$id": [
    {
      kind: "admin_api",
      path: ["api", "orders", { param: "1001" }],
      search: {},
    },
    ...[
      { intent: "retry", shipmentId: ids.shipment },
      { intent: "choose_carrier", shipmentId: ids.shipment, carrierId: "ups" },
    ].map((json) => ({
      kind: "admin_api" as const,
      path: ["api", "orders", { param: "1001" }],
      json,
    })),
  ],
  "api.customer.orders.$id": [
    {
      kind: "customer_api",
      path: ["api", "customer", "orders", { param: "1001" }],
      search: { number: "1Zone" },
    },
  ],
  "proxy.track": [
    {
      kind: "proxy",
      path: ["proxy", "track"],
      search: { o: "1001", n: "1Zone", locale: "de", part: "1" },
    },
    {
      kind: "proxy",
      path: ["proxy", "track"],
      search: { mine: "1", logged_in_customer_id: "7" },
    },
    {
      kind: "proxy",
      path: ["proxy", "track"],
      search: { o: "1001", n: "ada@example.com" },
    },
  ],
});
