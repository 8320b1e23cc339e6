import { bundleExtension, extensionTexts } from "./bundle-extension.ts";
import type { SimulatedShop } from "./world.ts";

const asScript = (value: unknown) =>
  JSON.stringify(value).replaceAll("<", "\\u003c");

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
  const code = await bundleExtension("order-block", "order-block.tsx");
  const texts = extensionTexts("order-block", locale);
  return `<!doctype html>
<html lang="${/^[\w-]+$/.test(locale) ? locale : "en"}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Order · simulated admin</title>
  <link rel="icon" href="data:,">
  <style>body{font:14px/1.5 sans-serif;background:#f1f1f1;margin:0;padding:16px;max-width:640px}h1{font-size:20px}</style>
  <script src="/s-elements.js"></script>
</head>
<body>
  <main><p><a href="/admin/store/${shop.handle}/apps/shipment-tracking/shipments">Shipment tracking</a></p><h1>Order</h1><div id="block"></div></main>
  <script>
    const texts = ${asScript(texts)};
    const translate = (key, values = {}) => {
      const found = key.split(".").reduce((at, name) => at?.[name], texts);
      if (typeof found !== "string") throw new Error("no text for " + key);
      return found.replace(/{{(\\w+)}}/g, (_all, name) => values[name]);
    };
    window.shopify = {
      data: { selected: [{ id: ${asScript(`gid://shopify/Order/${orderId}`)} }] },
      i18n: {
        translate,
        formatDate: (date, options) =>
          new Intl.DateTimeFormat(document.documentElement.lang, options).format(date),
      },
    };
    const plainFetch = window.fetch;
    window.fetch = async (path, init = {}) => {
      const token = await (await plainFetch(${asScript(`/admin/store/${shop.handle}/session-token`)})).text();
      const headers = { ...init.headers, Authorization: "Bearer " + token };
      return plainFetch(new URL(path, ${asScript(appUrl)}), { ...init, headers });
    };
  </script>
  <script type="module">
    ${code
      .replaceAll("</script", "<\\/script")
      .replace(/export\s*{\s*(\w+) as default\s*};?/, "$1();")
      .replaceAll("document.body", 'document.getElementById("block")')}
  </script>
</body>
</html>`;
}
