import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { SimulatedShop } from "./world.ts";

const file = (name: string) =>
  readFileSync(new URL(`browser/${name}`, import.meta.url), "utf8");

/** What the simulator serves to browsers besides the admin page, by path. */
export const browserFiles: Record<string, { type: string; text: string }> = {
  "/app-bridge.js": { type: "text/javascript", text: file("app-bridge.js") },
  "/admin.js": { type: "text/javascript", text: file("admin.js") },
  "/s-elements.js": { type: "text/javascript", text: file("s-elements.js") },
  "/admin.css": { type: "text/css", text: file("admin.css") },
};

// What a merchant can choose for the admin, some of it.
const languages = {
  en: "English",
  de: "Deutsch",
  "de-AT": "Deutsch (Österreich)",
  fr: "Français",
  es: "Español",
  ja: "日本語",
  "zh-CN": "简体中文",
  it: "Italiano",
};

export const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The admin page with the embedded app in a frame, as https://admin.shopify.com/store/… shows it. */
export function adminPage(asked: {
  shop: SimulatedShop;
  appUrl: string;
  apiSecret: string;
  /** Path and query inside the app; the query may name the merchant's locale. */
  appPath: string;
  sessionToken: string;
  origin: string;
  /** The shop's online store; undefined where there is none. */
  storefrontUrl: string | undefined;
}): string {
  const { shop } = asked;
  const target = new URL(asked.appPath, asked.appUrl);
  const locale = target.searchParams.get("locale") ?? "en";
  const parameters: Record<string, string> = {
    embedded: "1",
    shop: shop.domain,
    host: Buffer.from(`admin.shopify.com/store/${shop.handle}`)
      .toString("base64")
      .replace(/=+$/, ""),
    locale,
    session: "simulated",
    timestamp: String(Math.floor(Date.now() / 1000)),
    id_token: asked.sessionToken,
  };
  for (const [name, value] of Object.entries(parameters))
    target.searchParams.set(name, value);
  target.searchParams.set("hmac", hmacOf(target.searchParams, asked.apiSecret));
  const config = {
    handle: shop.handle,
    appOrigin: new URL(asked.appUrl).origin,
    locale,
  };
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escape(shop.handle)} · simulated admin</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/admin.css">
</head>
<body data-config="${escape(JSON.stringify(config))}">
  <header><strong>Simulated Shopify admin</strong><span>${escape(shop.domain)}</span>${languagePicker(locale)}</header>
  <div id="toasts" role="status" aria-live="polite"></div>
  <dialog id="modal"></dialog>
  <!-- Before the frame: it must be listening when the app begins to speak. -->
  <script src="/admin.js"></script>
  <div class="frame">
    <nav aria-label="Admin">
      <span class="group">Shipment tracking</span>
      <ul id="app-nav"></ul>
      <span class="group">Demo</span>
      <button type="button" id="ship">Ship an order</button>
      <a href="/admin/store/${shop.handle}/flow" target="_blank">Shopify Flow</a>
      ${asked.storefrontUrl ? `<a href="${escape(asked.storefrontUrl)}/pages/track" target="_blank">Online store</a>` : ""}
    </nav>
    <main>
      <div id="title-bar" hidden></div>
      <div id="save-bar" hidden role="status">
        <span>Unsaved changes</span>
        <button type="button" data-save="discard">Discard</button>
        <button type="button" data-save="save" class="primary">Save</button>
      </div>
      <iframe id="app" name="app-iframe" title="Shipment tracking" src="${escape(target.href)}"></iframe>
    </main>
  </div>
</body>
</html>`;
}

function languagePicker(locale: string) {
  const options = Object.entries(languages).map(
    ([value, name]) =>
      `<option value="${value}" ${value === locale ? "selected" : ""}>${name}</option>`,
  );
  return `<select id="language" aria-label="Language">${options.join("")}</select>`;
}

function hmacOf(parameters: URLSearchParams, secret: string) {
  const sorted = [...parameters.entries()]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return createHmac("sha256", secret).update(sorted).digest("hex");
}
