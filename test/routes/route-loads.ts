import path from "node:path";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { domain } from "./use-settings.ts";

export const routesFolder = path.resolve(
  import.meta.dirname,
  "../../app/routes",
);

export type Ids = {
  shipment: string;
  order: string;
  orderGid: string;
  number: string;
  dataExport: string;
};
export type Asked = { path: string; params?: Record<string, string> };

const exportId = "019a0000-0000-7000-8000-000000000000";

/** Every route with a loader, as it is asked for rows of the shop. */
export const loads: Record<string, ((ids: Ids) => Asked)[]> = {
  app: [() => ({ path: "/app" })],
  "app._index": [() => ({ path: "/app?index" })],
  "app.analytics": [() => ({ path: "/app/analytics" })],
  "app.carriers._index": [
    () => ({ path: "/app/carriers" }),
    () => ({ path: "/app/carriers?q=ups&by=builtin" }),
  ],
  "app.carriers.companies.$key": [
    () => ({ path: "/app/carriers/companies/ups", params: { key: "ups" } }),
  ],
  "app.carriers.companies.$key_.preview": [
    () => ({
      path: "/app/carriers/companies/ups/preview?carrier=gls",
      params: { key: "ups" },
    }),
  ],
  "app.carriers_.search": [() => ({ path: "/app/carriers/search?q=ups" })],
  "app.import": [() => ({ path: "/app/import" })],
  "app.settings": [() => ({ path: "/app/settings" })],
  "app.settings_.automation": [() => ({ path: "/app/settings/automation" })],
  "app.settings_.changes": [() => ({ path: "/app/settings/changes" })],
  "app.settings_.data": [() => ({ path: "/app/settings/data" })],
  "app.settings_.data_.export": ["shop", "fulfillments", "changes"].map(
    (section) => () => ({
      path: `/app/settings/data/export?id=${exportId}&section=${section}`,
    }),
  ),
  "app.settings_.promise": [() => ({ path: "/app/settings/promise" })],
  "app.settings_.exports.$id": [
    ({ dataExport }) => ({
      path: `/app/settings/exports/${dataExport}`,
      params: { id: dataExport },
    }),
  ],
  "app.shipments._index": [
    () => ({ path: "/app/shipments" }),
    () => ({ path: "/app/shipments?q=1001" }),
    () => ({ path: "/app/shipments?view=exceptions&sort=updated_asc" }),
    () => ({
      path: "/app/shipments?carrier=ups,usps&country=US&from=90d&q=10",
    }),
  ],
  "app.shipments_.count": [() => ({ path: "/app/shipments/count?q=10" })],
  "app.shipments_.import": [() => ({ path: "/app/shipments/import" })],
  "app.shipments_.export": [() => ({ path: "/app/shipments/export" })],
  "app.shipments.$id": [
    ({ shipment }) => ({
      path: `/app/shipments/${shipment}`,
      params: { id: shipment },
    }),
  ],
  "api.orders.$id": [() => ({ path: "/api/orders/1", params: { id: "1" } })],
  "api.customer.orders.$id": [
    ({ orderGid, number }) => ({
      path: `/api/customer/orders/1?number=${encodeURIComponent(number)}`,
      params: { id: orderGid },
    }),
  ],
  "proxy.track": [
    ({ order, number }) => ({
      path: `/proxy/track?${signProxyQuery({ shop: domain, o: order, n: number, part: "1" }, "simulated-secret").toString()}`,
    }),
  ],
};

export const loadRoute = (name: string) =>
  import(path.join(routesFolder, `${name}.tsx`)) as Promise<{
    loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  }>;
