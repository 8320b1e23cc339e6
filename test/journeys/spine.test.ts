import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import {
  ownAccount,
  startSandbox,
  type Sandbox,
} from "#test/sandbox/start-sandbox.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())(
  "the main job, in a real browser",
  { timeout: 180_000 },
  () => {
    let sandbox: Sandbox;
    let browser: Browser;
    let page: Page;
    let app: FrameLocator;
    let complaints: string[];

    beforeAll(async () => {
      sandbox = await startSandbox();
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, {
        width: 1280,
        height: 900,
      }));
      app = page.frameLocator("#app");
    });

    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    const openFromNav = (name: string) =>
      page.getByRole("navigation").getByRole("button", { name }).click();

    it("explains what will happen while nothing was shipped", async () => {
      await openAppPage(page, sandbox.adminUrl, "/shipments");
      await app.getByText("Your parcels will appear here").waitFor(slow);
    });

    it("refuses credentials that KeyDelivery does not know, beside the field", async () => {
      await openFromNav("Settings");
      await app.getByLabel("API key").fill("not-a-key");
      await app.getByLabel("API secret").fill("not-a-secret");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await app
        .locator(".Polaris-InlineError, [id$=Error]")
        .first()
        .waitFor(slow);
    });

    it("saves credentials that work, and never shows them again", async () => {
      await app.getByLabel("API key").fill(ownAccount.apiKey);
      await app.getByLabel("API secret").fill(ownAccount.apiSecret);
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await app.getByText(ownAccount.apiKey.slice(-4)).first().waitFor(slow);
      const content = await page.frames()[1]?.content();
      expect(content).not.toContain(ownAccount.apiSecret);
      expect(content).not.toContain(ownAccount.apiKey);
    });

    it("tests the connection with a real signed call", async () => {
      const before = sandbox.keydelivery.journal.requests.length;
      await app.getByRole("button", { name: "Test connection" }).click();
      await app
        .getByText(/works|connected/i)
        .first()
        .waitFor(slow);
      const calls = sandbox.keydelivery.journal.requests.slice(before);
      expect(calls.map(({ endpoint }) => endpoint)).toContain("detect");
    });

    it("shows a shipped order by itself and follows it to Delivered", async () => {
      await openFromNav("Shipments");
      sandbox.keydelivery.playScenario("1Z999AA10123456784", ordinaryDelivery);
      const order = sandbox.shopify.createOrder(sandbox.shop);
      sandbox.shopify.fulfill(order, {
        trackingCompany: "UPS",
        trackingNumbers: ["1Z999AA10123456784"],
      });
      await app.getByText(order.name).first().waitFor(slow);
      await app.locator("tbody").getByText("Delivered").first().waitFor(slow);
      expect(sandbox.keydelivery.journal.accepted()).toMatchObject([
        { account: 1, number: "1Z999AA10123456784", count: 1 },
      ]);
    });

    it("opens the parcel's timeline, newest first", async () => {
      await app.getByRole("link", { name: /#1001/ }).first().click();
      const signed = app
        .locator(".timeline")
        .getByText("Delivered, signed by the customer");
      await signed.waitFor(slow);
      const first = await signed.boundingBox();
      const last = await app
        .getByText("Shipping information received")
        .boundingBox();
      expect(first?.y).toBeLessThan(last?.y ?? 0);
    });

    it("keeps the place when the page is loaded again", async () => {
      await page.reload();
      await app
        .getByText("Delivered, signed by the customer")
        .first()
        .waitFor(slow);
    });

    it("mends an unknown carrier, and registration goes on", async () => {
      sandbox.keydelivery.playScenario("VAN0000001", ordinaryDelivery);
      const order = sandbox.shopify.createOrder(sandbox.shop);
      sandbox.shopify.fulfill(order, {
        trackingCompany: "My cousin's van",
        trackingNumbers: ["VAN0000001"],
      });
      await openFromNav("Shipments");
      await app.getByText("Carrier needed").first().waitFor(slow);
      await app.getByRole("link", { name: order.name }).first().click();
      await app.getByLabel("Carrier").fill("fedex");
      await app.getByRole("option", { name: /FedEx/i }).first().click();
      await app.getByRole("button", { name: "Save carrier" }).click();
      await app
        .getByText("Delivered, signed by the customer")
        .first()
        .waitFor(slow);
      expect(sandbox.keydelivery.journal.accepted()).toContainEqual({
        account: 1,
        carrierId: "fedex",
        number: "VAN0000001",
        count: 1,
      });
    });

    it("finds a parcel by its number, however it is typed", async () => {
      await openFromNav("Shipments");
      await app.getByRole("button", { name: "Search and filter" }).click();
      await app.getByPlaceholder("Search by order").fill(" van 0000001 ");
      await app.getByText("#1001").waitFor({ ...slow, state: "hidden" });
      await app.getByText("VAN0000001").first().waitFor(slow);
    });

    it("told Shopify Flow of each change, and of what needed a person", async () => {
      const flow = await page.context().newPage();
      const { origin } = new URL(sandbox.adminUrl);
      await flow.goto(`${origin}/admin/store/${sandbox.shop.handle}/flow`);
      const told = (handle: string, text: string) =>
        flow
          .getByRole("row")
          .filter({ hasText: handle })
          .filter({ hasText: text });
      const delivered = told(
        "shipment-status-changed",
        "New status: delivered",
      );
      const needed = told("shipment-needs-attention", "VAN0000001");
      await expect
        .poll(async () => {
          await flow.reload();
          return [
            await delivered.filter({ hasText: "1Z999AA10123456784" }).count(),
            await needed.count(),
          ];
        }, slow)
        .toEqual([1, 1]);
      await flow.close();
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
