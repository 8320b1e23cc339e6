import type { IncomingMessage, ServerResponse } from "node:http";
import { runCustomerQuery } from "./customer-api.ts";
import { customerPage } from "./customer-page.ts";
import type { Asked } from "./execute-strictly.ts";
import { parseJson, readBody, send } from "./http.ts";
import type { SimulatedShop } from "./world.ts";

/** A customer's account: /customer/:handle/orders/:id, and what the block on it asks of Shopify. */
export function createCustomerPages(world: {
  shops: Map<string, SimulatedShop>;
  tokenFor: (shop: string) => string;
  appUrl: () => string;
}) {
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ) => {
    const [, , handle, section, orderId = "", api] = url.pathname.split("/");
    const shop = [...world.shops.values()].find((one) => one.handle === handle);
    if (!shop) return send(response, 404, "not found", "text/plain");
    if (section === "session-token")
      return send(response, 200, world.tokenFor(shop.domain), "text/plain");
    const order = shop.orders.find(({ id }) => id === orderId);
    if (api === "graphql") {
      const asked = parseJson(await readBody(request)) as Asked;
      return send(response, 200, await runCustomerQuery(order, asked));
    }
    const page = await customerPage({
      shop,
      orderId,
      appUrl: world.appUrl(),
      locale: url.searchParams.get("locale") ?? "en",
      isEdited: url.searchParams.has("editor"),
    });
    return send(response, 200, page, "text/html; charset=utf-8");
  };
}
