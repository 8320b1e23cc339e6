import type { FulfillmentChanges } from "./change-fulfillment.ts";
import { createOrderControl } from "./control-orders.ts";
import * as payloads from "./payloads.ts";
import type { createWebhooks } from "./webhooks.ts";
import { gid, type SimulatedOrder, type SimulatedShop } from "./world.ts";

type World = {
  shops: Map<string, SimulatedShop>;
  webhooks: ReturnType<typeof createWebhooks>;
  changes: FulfillmentChanges;
};

/** What people do in a simulated shop. Each change sends its webhook, unless it is made quietly. */
export function createShopControl({ shops, webhooks, changes }: World) {
  function emit(
    topic: string,
    shop: SimulatedShop,
    resource: string,
    body: string,
  ) {
    webhooks.emit({ topic, shop: shop.domain, resource, body });
  }

  return {
    createShop(
      domain: string,
      options: { timeZone?: string; scopes?: string[] } = {},
    ) {
      const shop = newShop(domain, 70_000 + shops.size, options);
      shops.set(domain, shop);
      return shop;
    },
    ...createOrderControl(changes),
    deleteOrder(order: SimulatedOrder) {
      order.shop.orders = order.shop.orders.filter((one) => one !== order);
      emit(
        "orders/delete",
        order.shop,
        gid("Order", order.id),
        payloads.deletedOrderPayload(order),
      );
    },
    uninstall(shop: SimulatedShop) {
      shop.isInstalled = false;
      shop.accessTokens = [];
      shop.refreshTokens = [];
      emit("app/uninstalled", shop, shop.domain, payloads.shopPayload(shop));
    },
    updateScopes(shop: SimulatedShop, scopes: string[]) {
      const previous = shop.scopes;
      shop.scopes = scopes;
      const body = payloads.scopesPayload(previous, scopes);
      emit("app/scopes_update", shop, shop.domain, body);
    },
    ...createPrivacyControl(emit),
  };
}

function createPrivacyControl(
  emit: (
    topic: string,
    shop: SimulatedShop,
    resource: string,
    body: string,
  ) => void,
) {
  let requestId = 9001;
  return {
    redactShop: (shop: SimulatedShop) =>
      emit("shop/redact", shop, shop.domain, payloads.shopRedactPayload(shop)),
    requestCustomerData: (shop: SimulatedShop, orders: SimulatedOrder[]) =>
      emit(
        "customers/data_request",
        shop,
        shop.domain,
        payloads.dataRequestPayload(shop, requestId++, orders),
      ),
    redactCustomer: (shop: SimulatedShop, orders: SimulatedOrder[]) =>
      emit(
        "customers/redact",
        shop,
        shop.domain,
        payloads.customerRedactPayload(shop, orders),
      ),
  };
}

function newShop(
  domain: string,
  id: number,
  options: { timeZone?: string; scopes?: string[] },
): SimulatedShop {
  return {
    domain,
    handle: domain.replace(".myshopify.com", ""),
    id,
    timeZone: options.timeZone ?? "America/Toronto",
    scopes: options.scopes ?? ["read_fulfillments", "read_orders"],
    isInstalled: false,
    accessTokens: [],
    refreshTokens: [],
    orders: [],
  };
}
