import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { bundleExtension } from "#test/sandbox/shopify/bundle-extension.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };

it("the order block is one small file that needs nothing else", async () => {
  const code = await bundleExtension("order-block", "order-block.tsx");
  expect(code.length).toBeLessThan(64_000);
  expect(code).not.toMatch(/\brequire\(|from"[^"]/);
});

describe.skipIf(!hasBrowser())(
  "the block on an order's page, in a real browser:",
  { timeout: 180_000 },
  () => {
    const database = useTestDatabase({ keep: true });
    let sandbox: Sandbox;
    let browser: Browser;
    let page: Page;
    let complaints: string[];

    beforeAll(async () => {
      sandbox = await startSandbox({
        environment: { DATABASE_URL: database.url },
      });
      sandbox.keydelivery.playScenario("BLOCK*", ordinaryDelivery);
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, {
        width: 390,
        height: 800,
      }));
    });
    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    const ship = (number: string, trackingCompany: string) => {
      const order = sandbox.shopify.createOrder(sandbox.shop);
      sandbox.shopify.fulfill(order, {
        trackingCompany,
        trackingNumbers: [number],
      });
      return order;
    };
    const open = (orderId: string | bigint, locale = "en") => {
      const { origin } = new URL(sandbox.adminUrl);
      const { handle } = sandbox.shop;
      return page.goto(
        `${origin}/admin/store/${handle}/orders/${orderId}?locale=${locale}`,
      );
    };
    const axe = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
        [],
      );
    };

    it("says of an order without parcels that nothing is tracked yet", async () => {
      const order = sandbox.shopify.createOrder(sandbox.shop);
      await open(order.id);
      await page
        .getByText("No parcel of this order is tracked yet")
        .waitFor(slow);
      await axe();
    });

    it("shows where a parcel is, in the merchant's language", async () => {
      const order = ship("BLOCK0001", "UPS");
      await expect
        .poll(
          async () => {
            await open(order.id, "de");
            await page
              .getByText(/BLOCK0001|noch/i)
              .first()
              .waitFor(slow);
            return page.getByText("Zugestellt", { exact: true }).count();
          },
          { timeout: 60_000, interval: 1_000 },
        )
        .toBe(1);
      await page.getByText("Schritt 4 von 4").waitFor();
      const link = page.getByRole("link", { name: "Details anzeigen" });
      expect(await link.getAttribute("href")).toMatch(
        /^app:app\/shipments\/[\w-]{36}$/,
      );
      await axe();
    });

    it("mends a carrier in place, with the keyboard alone", async () => {
      const order = ship("BLOCK0002", "Velo Kurier");
      await expect
        .poll(
          async () => {
            await open(order.id);
            await page
              .getByText(/BLOCK0002|yet/)
              .first()
              .waitFor(slow);
            return page.getByText("Carrier needed").count();
          },
          { timeout: 60_000, interval: 1_000 },
        )
        .toBe(1);
      await axe();
      await page.getByLabel("Carrier ID at KeyDelivery").focus();
      await page.keyboard.type("gls");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText(/GLS · BLOCK0002/).waitFor(slow);
      // The page shows the choice before KeyDelivery is asked.
      await expect
        .poll(
          () =>
            sandbox.keydelivery.journal
              .accepted()
              .filter(({ number }) => number === "BLOCK0002"),
          slow,
        )
        .toMatchObject([{ carrierId: "gls" }]);
    });

    it("is where the link of a parcel's page leads", async () => {
      await openAppPage(page, sandbox.adminUrl, "/shipments?q=BLOCK0002");
      const app = page.frameLocator("#app");
      await app.locator("a[data-primary-link]").first().click(slow);
      await app
        .locator('a[href^="shopify://admin/orders/"]')
        .first()
        .click(slow);
      await page.waitForURL(/\/orders\/\d+$/, slow);
      await page.getByText(/GLS · BLOCK0002/).waitFor(slow);
    });

    it("says when the app cannot be reached, and tries again", async () => {
      const order = ship("BLOCK0003", "UPS");
      await page.route("**/api/orders/**", (route) => route.abort());
      await open(order.id);
      await page.getByText("The parcels could not be loaded.").waitFor(slow);
      await axe();
      await page.unroute("**/api/orders/**");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("BLOCK0003").waitFor(slow);
      expect(complaints.filter((text) => !text.includes("ERR_FAILED"))).toEqual(
        [],
      );
    });
  },
);
