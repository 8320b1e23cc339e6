import pg from "pg";
import { browserHeaders } from "#test/sandbox/start-sandbox.ts";
import type { SimulatedShop } from "#test/sandbox/shopify/world.ts";
import type { Topology } from "./topology.ts";

export const firstShop = "first.myshopify.com";

/** A shop whose merchant opened the app and has statuses written back. */
export async function installShop(
  topology: Topology,
  domain: string,
): Promise<SimulatedShop> {
  const { shopify, databaseUrl } = topology;
  const shop = shopify.createShop(domain, {
    scopes: ["read_fulfillments", "read_orders", "write_fulfillments"],
  });
  shopify.setThrottle(shop, { maximumAvailable: 20_000, restoreRate: 2_000 });
  await openFirstPage(topology, domain);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    "UPDATE shop SET write_back = true, granted_scopes = $2 WHERE domain = $1",
    [domain, shop.scopes.join(",")],
  );
  await client.end();
  return shop;
}

/** What a merchant's browser asks for when the app is opened. */
export async function openFirstPage(
  { shopify, url }: Topology,
  domain: string,
): Promise<void> {
  const page = new URL("/app/shipments", url);
  page.search = new URLSearchParams({
    embedded: "1",
    shop: domain,
    host: Buffer.from(
      `admin.shopify.com/store/${domain.split(".")[0]}`,
    ).toString("base64"),
    id_token: shopify.sessionToken(domain),
  }).toString();
  const response = await fetch(page, { headers: browserHeaders });
  if (!response.ok)
    throw new Error(`the app's first page answered ${response.status}`);
}
