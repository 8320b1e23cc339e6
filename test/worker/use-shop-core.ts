import { beforeEach } from "vitest";
import { RequestedTokenType } from "@shopify/shopify-api";
import { publishShop } from "#app/worker/publish-shop.ts";
import { fulfillmentPayload } from "#test/sandbox/shopify/payloads.ts";
import type {
  SimulatedFulfillment,
  SimulatedShop,
} from "#test/sandbox/shopify/world.ts";
import { domain, useCore } from "./use-core.ts";

type Shipped = {
  number: string;
  company?: string;
  createdAt?: Date;
  tags?: string[];
  /** Of the order's shipping address. */
  phone?: string;
};

/** The app's core with a simulated Shopify, where its first shop has the app installed. */
export function useShopCore() {
  const core = useCore({ shopify: true });
  const shop = {} as { simulated: SimulatedShop };

  beforeEach(async () => {
    shop.simulated = core.core.shopify.createShop(domain, {
      scopes: ["read_fulfillments", "read_orders", "write_fulfillments"],
    });
    await install();
    await core.database.db.shop.update({
      where: { domain },
      data: { grantedScopes: shop.simulated.scopes.join(",") },
    });
  });

  /** The shop gets tokens for its scopes of now. */
  async function install() {
    const { app, shopify } = core.core;
    const { session } = await app.shopify.api.auth.tokenExchange({
      shop: domain,
      sessionToken: shopify.sessionToken(domain),
      requestedTokenType: RequestedTokenType.OfflineAccessToken,
      expiring: true,
    });
    await app.shopify.sessions.storeSession(session);
  }

  /** An order shipped in Shopify; its webhook is lost. */
  function shipUnnoticed({
    number,
    company = "UPS",
    createdAt,
    tags,
    phone,
  }: Shipped) {
    const { shopify } = core.core;
    const order = shopify.createOrder(shop.simulated, {
      createdAt,
      tags,
      phone,
    });
    return shopify.fulfill(order, {
      trackingCompany: company,
      trackingNumbers: [number],
      quietly: true,
      ...(createdAt && { at: createdAt }),
    });
  }

  return {
    ...core,
    shop,
    install,
    shipUnnoticed,
    /** An order shipped in Shopify, told by its webhook. */
    async ship(shipped: Shipped): Promise<SimulatedFulfillment> {
      const fulfillment = shipUnnoticed(shipped);
      await core.deliver(
        "fulfillments/create",
        fulfillmentPayload(fulfillment),
      );
      return fulfillment;
    },
    publish: () =>
      publishShop(
        core.core.app,
        { shopId: core.core.shopId },
        new AbortController().signal,
      ),
  };
}
