import { bundleExtension } from "./bundle-extension.ts";
import { asScript, extensionPage } from "./extension-page.ts";
import type { SimulatedShop } from "./world.ts";

/**
 * A customer's page of an order with the app's block on it. `fetch` takes Shopify's own addresses to the Customer
 * Account API and everything else as it is: the block brings its token itself.
 */
export async function customerPage(asked: {
  shop: SimulatedShop;
  orderId: string;
  appUrl: string;
  locale: string;
  /** The merchant looks at it in the editor. */
  isEdited: boolean;
}): Promise<string> {
  const { shop, orderId, appUrl, locale, isEdited } = asked;
  const own = `/customer/${shop.handle}`;
  const order = shop.orders.find(({ id }) => id === orderId);
  return extensionPage({
    title: "Your order · simulated customer account",
    extension: "order-status-block",
    code: await bundleExtension(
      "order-status-block",
      "order-status-block.tsx",
      appUrl,
    ),
    locale,
    links: "Your account",
    host: `
    const signal = (value) => ({ value, subscribe: () => () => undefined });
    window.shopify = {
      order: signal(${asScript(order && { id: `gid://shopify/Order/${order.id}`, name: order.name })}),
      extension: { editor: ${isEdited ? '{ type: "checkout" }' : "undefined"} },
      sessionToken: {
        get: async () => (await plainFetch(${asScript(`${own}/session-token`)})).text(),
      },
      i18n,
    };
    window.fetch = (address, init) =>
      plainFetch(
        address === "shopify://customer-account/api/2026-07/graphql.json"
          ? ${asScript(`${own}/orders/${orderId}/graphql`)}
          : address,
        init,
      );`,
  });
}
