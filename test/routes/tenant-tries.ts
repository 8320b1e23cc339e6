import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { carrierTries } from "./carrier-tries.ts";
import { dataTries } from "./data-tries.ts";
import { numberTries } from "./number-tries.ts";
import type { Ids, TenantTry } from "./tenant-try.ts";
import { domain } from "./use-settings.ts";

const shipment = { params: (ids: Ids) => ({ id: ids.shipment }) };
const onList = {
  handler: "action" as const,
  path: () => "/app/shipments?index",
};
const shipmentPath = (ids: Ids) => `/app/shipments/${ids.shipment}`;

/** Every route with a loader or an action, tried with the ids of another shop. */
export const tries: Record<string, TenantTry[]> = {
  app: [
    {
      handler: "loader",
      path: () => "/app",
      expected: "nothing_of_the_other",
    },
  ],
  "app._index": [
    {
      handler: "loader",
      path: () => "/app?index",
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app?index",
      form: (ids) => ({ intent: "retry", shipmentId: ids.shipment }),
      expected: "nothing_of_the_other",
    },
    ...["close_digest", "dismiss_guide", "switch_write_back_on"].map(
      (intent) => ({
        handler: "action" as const,
        path: () => "/app?index",
        form: { intent },
        expected: "nothing_of_the_other" as const,
      }),
    ),
  ],
  "app.account": [
    {
      handler: "action",
      path: () => "/app/account",
      form: { intent: "retry" },
      expected: "nothing_of_the_other",
    },
  ],
  "app.import": [
    {
      handler: "loader",
      path: () => "/app/import",
      expected: "nothing_of_the_other",
    },
    ...["start", "pause", "cancel"].map((intent) => ({
      handler: "action" as const,
      path: () => "/app/import",
      form: { intent },
      expected: "nothing_of_the_other" as const,
    })),
  ],
  "app.analytics": [
    {
      handler: "loader",
      path: () => "/app/analytics?range=last_90",
      expected: "nothing_of_the_other",
    },
  ],
  ...carrierTries,
  ...dataTries,
  ...numberTries,
  "app.settings": [
    {
      handler: "loader",
      path: () => "/app/settings",
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app/settings",
      form: { intent: "disconnect" },
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app/settings",
      form: { intent: "apply_rules" },
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app/settings",
      form: { intent: "stop_rules" },
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/app/settings",
      form: { intent: "save", changes: '{"digest":false}' },
      expected: "nothing_of_the_other",
    },
  ],
  "app.settings_.automation": [
    {
      handler: "loader",
      path: () => "/app/settings/automation",
      expected: "nothing_of_the_other",
    },
  ],
  "app.settings_.changes": [
    {
      handler: "loader",
      path: (ids) => `/app/settings/changes?after=${ids.change}`,
      expected: "nothing_of_the_other",
    },
  ],
  "app.settings_.promise": [
    {
      handler: "loader",
      path: () => "/app/settings/promise",
      expected: "nothing_of_the_other",
    },
  ],
  "app.settings_.exports.$id": [
    {
      handler: "loader",
      path: (ids) => `/app/settings/exports/${ids.dataExport}`,
      params: (ids) => ({ id: ids.dataExport }),
      expected: "not_found",
    },
  ],
  "app.shipments._index": [
    {
      handler: "loader",
      path: () => "/app/shipments?q=SECRET",
      expected: "nothing_of_the_other",
    },
    ...["rename_view", "update_view", "delete_view"].map((intent) => ({
      ...onList,
      form: ({ savedView: id }: Ids) => ({
        ...{ intent, id, name: "Mine", query: "" },
      }),
      expected: "not_found" as const,
    })),
    ...["cancel_bulk", "close_bulk"].map((intent) => ({
      ...onList,
      form: ({ bulkAction: id }: Ids) => ({ intent, id }),
      expected: "not_found" as const,
    })),
    ...["retry", "choose_carrier", "archive", "unarchive"].map((kind) => ({
      ...onList,
      form: ({ shipment: ids }: Ids) => ({
        ...{ intent: "change_parcels", kind, ids, carrierId: "ups" },
      }),
      expected: "nothing_of_the_other" as const,
    })),
    {
      ...onList,
      form: { intent: "change_all", kind: "archive", query: "" },
      expected: "nothing_of_the_other",
    },
  ],
  "app.shipments_.count": [
    {
      handler: "loader",
      path: () => "/app/shipments/count",
      expected: "nothing_of_the_other",
    },
  ],
  "app.shipments_.export": [
    {
      handler: "loader",
      path: () => "/app/shipments/export?q=SECRET",
      expected: "nothing_of_the_other",
    },
  ],
  "api.orders.$id": [
    {
      handler: "loader",
      path: () => "/api/orders/1",
      params: () => ({ id: "1" }),
      expected: "nothing_of_the_other",
    },
    {
      handler: "action",
      path: () => "/api/orders/1",
      params: () => ({ id: "1" }),
      form: { intent: "retry" },
      expected: "nothing_of_the_other",
    },
  ],
  "api.customer.orders.$id": [
    {
      handler: "loader",
      path: () => "/api/customer/orders/1?number=SECRET1",
      params: () => ({ id: "1" }),
      expected: "nothing_of_the_other",
    },
  ],
  "proxy.track": [
    {
      handler: "loader",
      path: () =>
        `/proxy/track?${signProxyQuery({ shop: domain, o: "#SECRET1", n: "SECRET1", part: "1" }, "simulated-secret").toString()}`,
      expected: "nothing_of_the_other",
    },
  ],
  "app.shipments.$id": [
    {
      handler: "loader",
      path: shipmentPath,
      ...shipment,
      expected: "not_found",
    },
    {
      handler: "action",
      path: shipmentPath,
      ...shipment,
      form: { intent: "retry" },
      expected: "not_found",
    },
    {
      handler: "action",
      path: shipmentPath,
      ...shipment,
      form: { intent: "choose_carrier", carrierId: "ups", remember: "true" },
      expected: "not_found",
    },
    {
      handler: "action",
      path: shipmentPath,
      ...shipment,
      form: { intent: "restart" },
      expected: "not_found",
    },
    ...["refresh", "archive", "unarchive"].map((intent) => ({
      handler: "action" as const,
      path: shipmentPath,
      ...shipment,
      form: { intent },
      expected: "not_found" as const,
    })),
  ],
};
