import { bundleExtension } from "./bundle-extension.ts";
import { asScript, extensionPage } from "./extension-page.ts";
import type { SimulatedShop } from "./world.ts";

/**
 * An order's page of the admin with the app's block on it. `fetch` takes the app's paths and brings the session token,
 * as Shopify's does.
 */
export async function orderPage(asked: {
  shop: SimulatedShop;
  orderId: string;
  appUrl: string;
  locale: string;
}): Promise<string> {
  const { shop, orderId, appUrl, locale } = asked;
  const admin = `/admin/store/${shop.handle}`;
  return extensionPage({
    title: "Order · simulated admin",
    extension: "order-block",
    code: await bundleExtension("order-block", "order-block.tsx"),
    locale,
    links: `<a href="${admin}/apps/shipment-tracking/shipments">Shipment tracking</a> · <a href="/customer/${shop.handle}/orders/${encodeURIComponent(orderId)}">As the customer sees it</a>`,
    host: `
    window.shopify = {
      data: { selected: [{ id: ${asScript(`gid://shopify/Order/${orderId}`)} }] },
      i18n,
    };
    window.fetch = async (path, init = {}) => {
      const token = await (await plainFetch(${asScript(`${admin}/session-token`)})).text();
      const headers = { ...init.headers, Authorization: "Bearer " + token };
      return plainFetch(new URL(path, ${asScript(appUrl)}), { ...init, headers });
    };`,
  });
}
