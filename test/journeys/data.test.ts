import { readFile } from "node:fs/promises";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())(
  "a shop's data, in a real browser:",
  { timeout: 180_000 },
  () => {
    const database = useTestDatabase({ keep: true });
    let sandbox: Sandbox;
    let browser: Browser;
    let page: Page;
    let app: FrameLocator;
    let complaints: string[];

    beforeAll(async () => {
      sandbox = await startSandbox({
        environment: { DATABASE_URL: database.url },
      });
      sandbox.keydelivery.playScenario("DATA*", ordinaryDelivery);
      const { shopify, shop } = sandbox;
      const order = shopify.createOrder(shop, { createdAt: new Date() });
      shopify.fulfill(order, {
        trackingCompany: "UPS",
        trackingNumbers: ["DATA0001"],
        at: new Date(),
      });
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, {
        width: 1280,
        height: 900,
      }));
      app = page.frameLocator("#app");
      await openAppPage(page, sandbox.adminUrl, "/shipments");
      await app
        .locator("tbody")
        .getByText("Delivered", { exact: true })
        .waitFor(slow);
    });

    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    const open = async () => {
      await openAppPage(page, sandbox.adminUrl, "/settings");
      await app
        .getByRole("link", { name: "Export or delete data" })
        .click(slow);
      await app.getByText("Type ").first().waitFor(slow);
    };

    it("is exported as one file", async () => {
      await open();
      const download = page.waitForEvent("download", slow);
      await app.getByRole("button", { name: "Export all data" }).click();
      const file = await (await download).path();
      const read = JSON.parse(await readFile(file, "utf8")) as {
        fulfillments: { parcels: { number: string }[] }[];
      };
      expect(read.fulfillments[0]?.parcels).toMatchObject([
        { number: "DATA0001" },
      ]);
      await app.getByText("The file was saved.").waitFor(slow);
    });

    it("is not exported when that is stopped, and can be exported after that", async () => {
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route("**/app/settings/data/export**", async (route) => {
        await held;
        await route.continue().catch(() => {});
      });
      await app.getByRole("button", { name: "Export all data" }).click();
      await app.getByRole("button", { name: "Stop" }).click(slow);
      await app.getByText("Stopped. No file was saved.").waitFor(slow);
      answer();
      await page.unroute("**/app/settings/data/export**");
      const download = page.waitForEvent("download", slow);
      await app.getByRole("button", { name: "Export all data" }).click();
      await download;
    });

    it("is deleted once the shop's name is typed, and is gone", async () => {
      await app.getByRole("button", { name: "Delete all parcels" }).click();
      await app.getByText(/^This is not the name of your shop/).waitFor(slow);
      await app
        .getByLabel(/^Type /)
        .fill(sandbox.shop.domain.replace(".myshopify.com", ""));
      await app.getByRole("button", { name: "Delete all parcels" }).click();
      await app.getByText(/: 1 fulfillment\.$/).waitFor(slow);
      await page
        .getByRole("navigation")
        .getByRole("button", { name: "Shipments" })
        .click();
      await app.getByText("Your parcels will appear here").waitFor(slow);
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
