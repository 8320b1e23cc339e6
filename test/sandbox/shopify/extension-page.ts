import { extensionTexts } from "./bundle-extension.ts";

/** A value inside a script of a page. */
export const asScript = (value: unknown) =>
  JSON.stringify(value).replaceAll("<", "\\u003c");

/**
 * A page of Shopify's with one extension on it. `host` is a script that gives `window.shopify`, what of it is the
 * target's own; texts and dates are given to it here.
 */
export function extensionPage(asked: {
  title: string;
  extension: string;
  code: string;
  locale: string;
  host: string;
  links: string;
}): string {
  const { title, extension, code, locale, host, links } = asked;
  return `<!doctype html>
<html lang="${/^[\w-]+$/.test(locale) ? locale : "en"}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <style>body{font:14px/1.5 sans-serif;background:#f1f1f1;margin:0;padding:16px;max-width:640px}h1{font-size:20px}</style>
  <script src="/s-elements.js"></script>
</head>
<body>
  <main><p>${links}</p><h1>Order</h1><div id="block"></div></main>
  <script>
    const texts = ${asScript(extensionTexts(extension, locale))};
    const i18n = {
      translate(key, values = {}) {
        const found = key.split(".").reduce((at, name) => at?.[name], texts);
        if (typeof found !== "string") throw new Error("no text for " + key);
        return found.replace(/{{(\\w+)}}/g, (_all, name) => values[name]);
      },
      formatDate: (date, options) =>
        new Intl.DateTimeFormat(document.documentElement.lang, options).format(date),
    };
    const plainFetch = window.fetch;
    ${host}
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
