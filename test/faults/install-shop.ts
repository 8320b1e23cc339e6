import pg from "pg";
import { browserHeaders } from "#test/sandbox/start-sandbox.ts";
import type { SimulatedShop } from "#test/sandbox/shopify/world.ts";
import type { Topology } from "./topology.ts";

export const firstShop = "first.myshopify.com";

/** A shop whose merchant opened the app and has statuses written back. */
export async function installShop(
  { shopify, url, databaseUrl }: Topology,
  domain: string,
): Promise<SimulatedShop> {
  const shop = shopify.createShop(domain, {
    scopes: ["read_fulfillments", "read_orders", "write_fulfillments"],
  });
  shopify.setThrottle(shop, { maximumAvailable: 20_000, restoreRate: 2_000 });
  const page = new URL("/app/shipments", url);
  page.search = new URLSearchParams({
    embedded: "1",
    shop: domain,
    host: Buffer.from(`admin.shopify.com/store/${shop.handle}`).toString(
      "base64",
    ),
    id_token: shopify.sessionToken(domain),
  }).toString();
  const response = await fetch(page, { headers: browserHeaders });
  if (!response.ok)
    throw new Error(`the app's first page answered ${response.status}`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    "UPDATE shop SET write_back = true, granted_scopes = $2 WHERE domain = $1",
    [domain, shop.scopes.join(",")],
  );
  await client.end();
  return shop;
}
