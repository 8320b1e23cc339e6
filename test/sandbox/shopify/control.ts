import * as payloads from "./payloads.ts";
import type { createWebhooks } from "./webhooks.ts";
import {
  createIds,
  type SimulatedAddress,
  type SimulatedFulfillment,
  type SimulatedOrder,
  type SimulatedShop,
} from "./world.ts";

const toronto: SimulatedAddress = {
  city: "Toronto",
  province: "Ontario",
  provinceCode: "ON",
  country: "Canada",
  countryCode: "CA",
};

type Tracking = {
  trackingCompany?: string | null;
  trackingNumbers?: string[];
  trackingUrls?: string[];
};

/** What people do in a simulated shop. Each change sends its webhook. */
export function createShopControl(
  shops: Map<string, SimulatedShop>,
  webhooks: ReturnType<typeof createWebhooks>,
) {
  const fulfillmentId = createIds(5_100_200_300_401n);
  const orderId = createIds(6_200_300_400_501n);
  let orderNumber = 1001;
  let requestId = 9001;

  function emit(
    topic: string,
    shop: SimulatedShop,
    resource: string,
    body: string,
  ) {
    webhooks.emit({ topic, shop: shop.domain, resource, body });
  }

  function tellFulfillment(
    action: "create" | "update",
    fulfillment: SimulatedFulfillment,
  ) {
    emit(
      `fulfillments/${action}`,
      fulfillment.order.shop,
      `gid://shopify/Fulfillment/${fulfillment.id}`,
      payloads.fulfillmentPayload(fulfillment),
    );
  }

  function change(
    fulfillment: SimulatedFulfillment,
    changes: Partial<SimulatedFulfillment>,
  ) {
    // Two changes within a millisecond have different times at Shopify, too.
    const updatedAt = new Date(
      Math.max(Date.now(), fulfillment.updatedAt.getTime() + 1),
    );
    Object.assign(fulfillment, changes, { updatedAt });
    tellFulfillment("update", fulfillment);
  }

  return {
    createShop(
      domain: string,
      options: { timeZone?: string; scopes?: string[] } = {},
    ) {
      const shop: SimulatedShop = {
        domain,
        handle: domain.replace(".myshopify.com", ""),
        id: 70_000 + shops.size,
        timeZone: options.timeZone ?? "America/Toronto",
        scopes: options.scopes ?? ["read_fulfillments", "read_orders"],
        isInstalled: false,
        accessTokens: [],
        refreshTokens: [],
        orders: [],
      };
      shops.set(domain, shop);
      return shop;
    },
    createOrder(
      shop: SimulatedShop,
      options: { id?: string; destination?: SimulatedAddress | null } = {},
    ): SimulatedOrder {
      const order: SimulatedOrder = {
        id: options.id ?? orderId(),
        name: `#${orderNumber++}`,
        shop,
        destination:
          options.destination === undefined ? toronto : options.destination,
        fulfillments: [],
      };
      shop.orders.push(order);
      return order;
    },
    fulfill(
      order: SimulatedOrder,
      tracking: Tracking & { status?: string } = {},
    ) {
      const now = new Date();
      const fulfillment: SimulatedFulfillment = {
        id: fulfillmentId(),
        order,
        name: `${order.name}.${order.fulfillments.length + 1}`,
        status: tracking.status ?? "success",
        createdAt: now,
        updatedAt: now,
        trackingCompany: tracking.trackingCompany ?? null,
        trackingNumbers: tracking.trackingNumbers ?? [],
        trackingUrls: tracking.trackingUrls ?? [],
      };
      order.fulfillments.push(fulfillment);
      tellFulfillment("create", fulfillment);
      return fulfillment;
    },
    updateTracking: (fulfillment: SimulatedFulfillment, tracking: Tracking) =>
      change(fulfillment, tracking),
    cancel: (fulfillment: SimulatedFulfillment) =>
      change(fulfillment, { status: "cancelled" }),
    /** The echo of a status event: an update that changes no tracking. */
    touch: (fulfillment: SimulatedFulfillment) => change(fulfillment, {}),
    deleteOrder(order: SimulatedOrder) {
      order.shop.orders = order.shop.orders.filter((one) => one !== order);
      emit(
        "orders/delete",
        order.shop,
        `gid://shopify/Order/${order.id}`,
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
      emit(
        "app/scopes_update",
        shop,
        shop.domain,
        payloads.scopesPayload(previous, scopes),
      );
    },
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
