import { escape } from "./host-page.ts";
import type { ShopifyJournal } from "./journal.ts";
import type { SimulatedShop } from "./world.ts";

const mostShown = 100;

/** What Shopify Flow was told by the app, the newest first: what would start a merchant's workflows. */
export function flowPage(shop: SimulatedShop, journal: ShopifyJournal): string {
  const told = journal.flowTriggers.filter((one) => one.shop === shop.domain);
  const rows = told
    .slice(-mostShown)
    .reverse()
    .map(({ handle, payload }) => {
      const fields = Object.entries(payload).map(
        ([name, value]) => `${escape(name)}: ${escape(String(value))}`,
      );
      return `<tr><th scope="row">${escape(handle)}</th><td>${fields.join("<br>")}</td></tr>`;
    });
  const table = `<table>
    <thead><tr><th scope="col">Trigger</th><th scope="col">What it says</th></tr></thead>
    <tbody>${rows.join("")}</tbody>
  </table>`;
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Flow · simulated admin</title>
  <link rel="icon" href="data:,">
  <style>body{font:14px/1.5 sans-serif;margin:0;padding:16px;max-width:960px}table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:8px;border-block-end:1px solid #ccc;overflow-wrap:anywhere}</style>
</head>
<body>
  <main>
    <h1>Shopify Flow</h1>
    <p>Triggers received of ${escape(shop.domain)}: ${told.length}. Load the page again for newer ones.</p>
    ${told.length > 0 ? table : "<p>None yet.</p>"}
  </main>
</body>
</html>`;
}
