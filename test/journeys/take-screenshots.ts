import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { shipParcels } from "#test/sandbox/parcels.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { watchParcels } from "#test/sandbox/watch-parcels.ts";
import { openBrowser, openPage } from "./open-browser.ts";

// `npm run screenshots`: the pages as they are, for README.md and for a look.

const folder = "docs/screenshots";
const sizes = [
  { name: "desktop", width: 1280, height: 860 },
  { name: "phone", width: 390, height: 844 },
];

async function shoot(page: Page, name: string) {
  // Fonts and the last update of the lists.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

async function shootAll(sandbox: Sandbox, page: Page, size: string) {
  const app = page.frameLocator("#app");
  const list = `${sandbox.adminUrl}/shipments`;
  const openOrder = async (order: string) => {
    await page.goto(list);
    await app.getByRole("link", { name: order }).first().click();
    await app.getByText(`Parcel of order ${order}`, { exact: true }).waitFor();
  };
  await page.goto(sandbox.adminUrl);
  await app.getByText("Needs attention").first().waitFor();
  await shoot(page, `home-${size}`);
  await page.goto(list);
  await app.getByText("#1034").first().waitFor();
  await shoot(page, `shipments-${size}`);
  await openOrder("#1008");
  await shoot(page, `shipment-${size}`);
  await openOrder("#1027");
  await shoot(page, `carrier-needed-${size}`);
  await page.goto(`${sandbox.adminUrl}/settings`);
  await app.getByText("Test connection").waitFor();
  await shoot(page, `settings-${size}`);
}

mkdirSync(folder, { recursive: true });
const sandbox = await startSandbox();
const browser = await openBrowser();
try {
  const first = await openPage(browser, { width: 1280, height: 860 });
  await first.page.goto(sandbox.adminUrl);
  await shoot(first.page, "empty-desktop");
  await watchParcels(sandbox, await shipParcels(sandbox), 90_000);
  for (const { name, ...size } of sizes) {
    const { page } = await openPage(browser, size);
    await shootAll(sandbox, page, name);
    await page.close();
  }
} finally {
  await browser.close();
  await sandbox.close();
}
