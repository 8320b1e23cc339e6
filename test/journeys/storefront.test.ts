import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { check } from "@shopify/theme-check-node";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { extensionFolder } from "#test/sandbox/storefront/theme.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const sizes = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

describe("the tracking page's extension", () => {
  it("has no offence against Shopify's rules for themes", async () => {
    const offences = await check(
      extensionFolder,
      "theme-check:theme-app-extension",
    );
    expect(offences.map(({ message, uri }) => `${uri}: ${message}`)).toEqual(
      [],
    );
  });

  it("brings a script of at most 10 kB", () => {
    const { size } = statSync(
      path.join(extensionFolder, "assets/shiptrack.js"),
    );
    expect(size).toBeLessThan(10_000);
  });

  it("has no Liquid in the style that is written into the page", () => {
    const css = readFileSync(
      path.join(extensionFolder, "assets/shiptrack.css"),
      "utf8",
    );
    expect(css).not.toMatch(/{{|{%|</);
  });
});

describe.skipIf(!hasBrowser())(
  "a shopper, in a real browser:",
  { timeout: 180_000 },
  () => {
    const database = useTestDatabase({ keep: true });
    let sandbox: Sandbox;
    let browser: Browser;
    let order: string;

    beforeAll(async () => {
      sandbox = await startSandbox({
        environment: { DATABASE_URL: database.url },
      });
      sandbox.keydelivery.playScenario("SHOP*", ordinaryDelivery);
      const made = sandbox.shopify.createOrder(sandbox.shop, {
        email: "jo@example.com",
        customerId: "7",
      });
      sandbox.shopify.setContactAccess("given");
      order = made.name;
      sandbox.shopify.fulfill(made, {
        trackingCompany: "UPS",
        trackingNumbers: ["SHOP0001", "SHOP0002"],
      });
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    const fill = async (page: Page, number: string) => {
      await page.getByLabel("Order number").fill(order);
      await page.getByLabel("Tracking number").fill(number);
      await page.getByRole("button", { name: "Track" }).click();
    };
    const look = async (page: Page) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      ).toEqual([]);
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth <= window.innerWidth,
        ),
      ).toBe(true);
    };

    it.each(sizes)(
      "sees the parcels of the order at $width px",
      async (size) => {
        const { page, complaints } = await openPage(browser, size);
        await page.goto(`${sandbox.storefront.url}/pages/track`);
        await expect
          .poll(
            async () => {
              await fill(page, "SHOP0001");
              return page.getByRole("heading", { name: "Delivered" }).count();
            },
            { timeout: 60_000, interval: 1_500 },
          )
          .toBe(2);
        await page.getByText("SHOP0002").waitFor(slow);
        await look(page);
        expect(complaints).toEqual([]);
        await page.close();
      },
    );

    it("is told kindly when nothing is found", async () => {
      const { page } = await openPage(browser, sizes[1]!);
      await page.goto(`${sandbox.storefront.url}/pages/track`);
      await fill(page, "UNKNOWN");
      await page.getByText("We found no parcel").waitFor(slow);
      await look(page);
      await page.close();
    });

    it("sees all of their orders at once when signed in", async () => {
      const { page, complaints } = await openPage(browser, sizes[1]!);
      await page
        .context()
        .addCookies([
          { name: "customer", value: "7", url: sandbox.storefront.url },
        ]);
      for (const path of ["/pages/track", "/apps/track"]) {
        await page.goto(`${sandbox.storefront.url}${path}`);
        await page.getByRole("button", { name: "Show my orders" }).click();
        await page.getByText("SHOP0002").waitFor(slow);
        await page.getByText(order).first().waitFor(slow);
        await look(page);
      }
      expect(complaints).toEqual([]);
      await page.close();
    });

    it("finds an order by its email, once the merchant allows it", async () => {
      const { page } = await openPage(browser, sizes[0]!);
      await openAppPage(page, sandbox.adminUrl, "/settings");
      const app = page.frameLocator("#app");
      await app.getByLabel("Also find orders by email or postcode").check(slow);
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Settings saved").waitFor(slow);
      await page.goto(`${sandbox.storefront.url}/apps/track`);
      await page.getByLabel("Order number").fill(order);
      await page
        .getByLabel("Tracking number, email or postcode")
        .fill("Jo@Example.com");
      await page.getByRole("button", { name: "Track" }).click();
      await page.getByText("SHOP0001").waitFor(slow);
      await look(page);
      await page.close();
    });

    it("needs no JavaScript, and can follow a link from a mail", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${sandbox.storefront.url}/pages/track`);
      await fill(page, "SHOP0002");
      await page.waitForURL(/\/apps\/track\?/);
      expect(
        await page.getByRole("heading", { name: "Delivered" }).count(),
      ).toBe(2);
      const link = `/apps/track?o=${encodeURIComponent(order)}&n=SHOP0001`;
      await page.goto(`${sandbox.storefront.url}${link}`);
      expect(await page.getByText("SHOP0001").count()).toBe(1);
      await context.close();
    });

    it("downloads nothing of it on other pages, and nothing jumps on its own", async () => {
      const { page } = await openPage(browser, sizes[1]!);
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`${sandbox.storefront.url}/pages/about`);
      expect(asked.filter((url) => url.includes("shiptrack"))).toEqual([]);
      await page.goto(`${sandbox.storefront.url}/pages/track`);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries())
                sum += (entry as unknown as { value: number }).value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(sum), 300);
          }),
      );
      expect(shift).toBe(0);
      await page.close();
    });
  },
);
