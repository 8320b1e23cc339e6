import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppSecrets } from "./app-secrets.ts";
import { flowPage } from "./flow-page.ts";
import { adminPage } from "./host-page.ts";
import { readBody, send } from "./http.ts";
import type { ShopifyJournal } from "./journal.ts";
import { orderPage } from "./order-page.ts";
import type { SimulatedShop } from "./world.ts";

/** Pages of the admin: /admin/store/:handle/apps/:app/<path inside the app> */
export function createBrowserPages(world: {
  secrets: Pick<AppSecrets, "signing">;
  journal: ShopifyJournal;
  shops: Map<string, SimulatedShop>;
  tokenFor: (shop: string) => string;
  appUrl: () => string;
  storefrontUrl: () => string | undefined;
  ship: (shop: string) => void;
  /** What the merchant grants when App Bridge's scopes.request asks. */
  grant: (shop: SimulatedShop, scopes: string[]) => void;
}) {
  const { secrets, shops, tokenFor } = world;
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ) => {
    const [, , , handle = "", section = "", ...rest] = url.pathname.split("/");
    const shop = [...shops.values()].find((one) => one.handle === handle);
    if (!url.pathname.startsWith("/admin/store/") || !shop)
      return send(response, 404, "not found", "text/plain");
    if (section === "session-token")
      return send(response, 200, tokenFor(shop.domain), "text/plain");
    if (section === "ship" && request.method === "POST") {
      world.ship(shop.domain);
      return send(response, 204, "");
    }
    if (section === "scopes") {
      const asked = (await readBody(request)).split(",").filter(Boolean);
      if (asked.length > 0) world.grant(shop, asked);
      return send(response, 200, shop.scopes.join(","), "text/plain");
    }
    if (section === "flow")
      return send(
        response,
        200,
        flowPage(shop, world.journal),
        "text/html; charset=utf-8",
      );
    if (section === "orders")
      return send(
        response,
        200,
        await orderPage({
          shop,
          orderId: rest[0] ?? "",
          appUrl: world.appUrl(),
          locale: url.searchParams.get("locale") ?? "en",
        }),
        "text/html; charset=utf-8",
      );
    const appPath = `/${rest.slice(1).join("/") || "app"}${url.search}`;
    const page = adminPage({
      shop,
      appUrl: world.appUrl(),
      apiSecret: secrets.signing(),
      appPath,
      sessionToken: tokenFor(shop.domain),
      origin: url.origin,
      storefrontUrl: world.storefrontUrl(),
    });
    return send(response, 200, page, "text/html; charset=utf-8");
  };
}
