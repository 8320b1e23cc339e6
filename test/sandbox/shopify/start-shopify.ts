import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { createBulk } from "./admin-bulk.ts";
import { createAppSecrets } from "./app-secrets.ts";
import type { Approval, ProtectedAccess } from "./asker.ts";
import { answerAdmin } from "./answer-admin.ts";
import { createBrowserPages } from "./answer-browser.ts";
import { createCustomerPages } from "./answer-customer.ts";
import { createFulfillmentChanges } from "./change-fulfillment.ts";
import { createShopControl } from "./control.ts";
import { createFaults } from "./faults.ts";
import { browserFiles } from "./host-page.ts";
import { parseJson, readBody, send } from "./http.ts";
import { createJournal } from "./journal.ts";
import { answerTokenRequest } from "./oauth.ts";
import { mintCustomerToken, mintSessionToken } from "./session-token.ts";
import { createThrottle } from "./throttle.ts";
import { createWebhooks } from "./webhooks.ts";
import type { SimulatedShop } from "./world.ts";

export type SimulatedShopify = Awaited<ReturnType<typeof startShopify>>;

/** Shopify on loopback: tokens, Admin API, webhooks, and an admin page that hosts the embedded app. */
export async function startShopify(options: {
  apiKey: string;
  apiSecret: string;
  port?: number;
  /** How long an access token lives. */
  tokenSeconds?: number;
  retryDelayMs?: number;
}) {
  const { apiKey } = options;
  const secrets = createAppSecrets(options.apiSecret);
  const journal = createJournal();
  const webhooks = createWebhooks({
    secrets,
    journal,
    retryDelayMs: options.retryDelayMs ?? 500,
  });
  const shops = new Map<string, SimulatedShop>();
  const changes = createFulfillmentChanges(webhooks);
  const control = createShopControl({ shops, webhooks, changes });
  const throttle = createThrottle();
  const faults = createFaults();
  const bulk = createBulk(() => origin);
  const approval: Approval = { phones: "redacted", contacts: "redacted" };
  const tokenSeconds = options.tokenSeconds ?? 3_600;
  let appUrl = "";
  let storefrontUrl: string | undefined;
  let origin = "";
  let onShip: ((shop: string) => void) | undefined;

  const tokenFor = (shop: string, expiresInSeconds?: number) =>
    mintSessionToken({
      apiKey,
      apiSecret: secrets.signing(),
      shop,
      expiresInSeconds,
    });
  const customerTokenFor = (shop: string) =>
    mintCustomerToken({ apiKey, apiSecret: secrets.signing(), shop });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", origin);
    const asset = browserFiles[url.pathname];
    if (asset) return send(response, 200, asset.text, asset.type);
    const shop = shops.get(String(request.headers["x-simulated-shop"] ?? ""));
    if (url.pathname === "/admin/oauth/access_token") {
      const world = { apiKey, secrets, tokenSeconds, journal };
      const told = answerTokenRequest(
        world,
        shop,
        parseJson(await readBody(request)),
      );
      return send(response, told.status, told.body);
    }
    if (url.pathname.startsWith("/admin/api/"))
      return answerAdmin(
        { journal, changes, throttle, bulk, faults, approval },
        request,
        response,
        { path: url.pathname, shop },
      );
    if (url.pathname.startsWith("/bulk/")) return answerFile(response, url);
    if (url.pathname.startsWith("/customer/"))
      return customers(request, response, url);
    return browser(request, response, url);
  }

  // The id is the secret: such files are fetched without a token.
  function answerFile(response: ServerResponse, { pathname }: URL) {
    const file = bulk.file(pathname);
    if (file === undefined) return send(response, 404, "gone", "text/plain");
    return send(response, 200, file, "application/jsonl");
  }

  const customers = createCustomerPages({
    shops,
    tokenFor: customerTokenFor,
    appUrl: () => appUrl,
  });
  const browser = createBrowserPages({
    secrets,
    journal,
    shops,
    tokenFor,
    appUrl: () => appUrl,
    storefrontUrl: () => storefrontUrl,
    grant: (shop, scopes) =>
      control.updateScopes(shop, [...new Set([...shop.scopes, ...scopes])]),
    ship: (shop) => onShip?.(shop),
  });

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      send(response, 500, String(error), "text/plain"),
    );
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    journal,
    webhooks,
    ...control,
    /** What "Rotate" and "Revoke" of the app's page do. */
    rotateSecret: secrets.rotate,
    revokeOldSecret: secrets.revokeOld,
    sessionToken: tokenFor,
    customerToken: customerTokenFor,
    /** Fills the shop's bucket, and sets its size and speed in points. */
    setThrottle: throttle.set,
    /** How long a bulk operation takes. */
    setBulkDelay: bulk.setDelay,
    /** What this app is shown of phones; nothing until it is approved. */
    setPhoneAccess(phones: ProtectedAccess) {
      approval.phones = phones;
    },
    /** The same of buyers' emails and postcodes. */
    setContactAccess(contacts: ProtectedAccess) {
      approval.contacts = contacts;
    },
    /** The next calls fail; with a name, those of that operation. */
    failAdmin: faults.plan,
    clearAdminFaults: faults.clear,
    /** Where the shop's online store is; the admin page links to it. */
    connectStorefront(url: string) {
      storefrontUrl = url;
    },
    /** Where the app answers; webhooks go there, and the admin page shows it. */
    connectApp(url: string) {
      appUrl = url;
      webhooks.sendTo(url);
    },
    /** What the admin page's "Ship an order" does. */
    shipWith(ship: (shop: string) => void) {
      onShip = ship;
    },
    adminUrl: (domain: string) =>
      `${origin}/admin/store/${shops.get(domain)?.handle}/apps/shipment-tracking/app`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
