import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { bundleExtension } from "#test/sandbox/shopify/bundle-extension.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const again = { timeout: 60_000, interval: 1_000 };

it("the customers' block is one small file that needs nothing else", async () => {
  const code = await bundleExtension(
    "order-status-block",
    "order-status-block.tsx",
  );
  expect(code.length).toBeLessThan(64_000);
  expect(code).not.toMatch(/\brequire\(|from"[^"]|process\.env/);
});

describe.skipIf(!hasBrowser())(
  "the block on a customer's order page, in a real browser:",
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
      sandbox.keydelivery.playScenario("MINE*", ordinaryDelivery);
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

    const ship = (number: string) => {
      const order = sandbox.shopify.createOrder(sandbox.shop);
      sandbox.shopify.fulfill(order, {
        trackingCompany: "UPS",
        trackingNumbers: [number],
      });
      return order;
    };
    const open = (orderId: string, query = "") =>
      page.goto(
        `${sandbox.shopify.origin}/customer/${sandbox.shop.handle}/orders/${orderId}${query}`,
        { waitUntil: "networkidle" },
      );
    const grant = () =>
      sandbox.shopify.updateScopes(sandbox.shop, [
        ...sandbox.shop.scopes,
        "customer_read_orders",
      ]);
    const block = () => page.locator("#block > *");
    const axe = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
        [],
      );
    };

    it("shows nothing without the merchant's leave, and says so in the editor", async () => {
      const order = ship("MINE0001");
      await expect
        .poll(() => sandbox.keydelivery.journal.accepted().length, slow)
        .toBe(1);
      await open(order.id);
      expect(await block().count()).toBe(0);
      await open(order.id, "?editor");
      await page.getByText(/^Your customers see the parcels/).waitFor(slow);
      await axe();
    });

    it("shows nothing for an order of which nothing is tracked", async () => {
      grant();
      const order = sandbox.shopify.createOrder(sandbox.shop);
      await open(order.id);
      expect(await block().count()).toBe(0);
    });

    it("shows where a parcel is and was, in the customer's language", async () => {
      const order = sandbox.shop.orders.find(({ fulfillments }) =>
        fulfillments.some(({ trackingNumbers }) =>
          trackingNumbers.includes("MINE0001"),
        ),
      )!;
      await expect
        .poll(async () => {
          await open(order.id, "?locale=de");
          return page.getByRole("heading", { name: "Zugestellt" }).count();
        }, again)
        .toBe(1);
      await page
        .getByRole("heading", { name: "Pakete dieser Bestellung" })
        .waitFor();
      await page.getByLabel("Schritt 4 von 4").waitFor();
      await page.getByText("UPS · MINE0001").waitFor();
      await page.getByText("Verlauf").click();
      await page.getByRole("listitem").first().waitFor();
      await axe();
    });

    it("says when the app cannot be reached, and tries again", async () => {
      const order = ship("MINE0002");
      await page.route("**/api/customer/**", (route) => route.abort());
      await open(order.id);
      await page.getByText(/^Tracking is not available/).waitFor(slow);
      await axe();
      await page.unroute("**/api/customer/**");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText(/MINE0002/).waitFor(slow);
      expect(
        complaints.filter((text) => !/ERR_FAILED|status of 404/.test(text)),
      ).toEqual([]);
    });
  },
);
