import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import {
  operator,
  startSandbox,
  type Sandbox,
} from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const dayMs = 86_400_000;

describe.skipIf(!hasBrowser())(
  "what goes wrong is mended, in a real browser:",
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
      sandbox.keydelivery.playScenario("HEAL*", ordinaryDelivery);
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
    const ship = (number: string, trackingCompany: string, daysAgo = 0) => {
      const at = new Date(Date.now() - daysAgo * dayMs);
      const { shopify, shop } = sandbox;
      const order = shopify.createOrder(shop, { createdAt: at });
      shopify.fulfill(order, {
        trackingCompany,
        trackingNumbers: [number],
        at,
        quietly: daysAgo > 0,
      });
      return order;
    };
    const accepted = (number: string) =>
      sandbox.keydelivery.journal
        .accepted()
        .filter((one) => one.number === number);

    it("a carrier chosen once serves every parcel of its company", async () => {
      const orders = ["HEAL0001", "HEAL0002"].map((number) =>
        ship(number, "Velo Kurier"),
      );
      await openAppPage(page, sandbox.adminUrl, "/shipments");
      await app.getByText("Carrier needed").nth(1).waitFor(slow);
      await app.getByRole("link", { name: orders[0]!.name }).first().click();
      await app.getByLabel("Carrier", { exact: true }).fill("gls");
      await app.getByRole("option", { name: /^GLS/ }).first().click();
      expect(
        await app
          .getByLabel("Use it for all parcels of “Velo Kurier”")
          .isChecked(),
      ).toBe(true);
      await app.getByRole("button", { name: "Save carrier" }).click();
      await app
        .getByText("Delivered, signed by the customer")
        .first()
        .waitFor(slow);
      await openFromNav("Shipments");
      await app.locator("tbody").getByText("Delivered").nth(1).waitFor(slow);
      expect(accepted("HEAL0002")).toMatchObject([{ carrierId: "gls" }]);
    });

    it("past shipments are counted before they are imported", async () => {
      ship("HEAL0003", "UPS", 5);
      ship("HEAL0004", "UPS", 6);
      await openFromNav("Settings");
      await app.getByRole("link", { name: "Import past shipments" }).click();
      await app.getByRole("button", { name: "Count shipments" }).click();
      await app.getByRole("button", { name: "Import 2 parcels" }).waitFor(slow);
      expect(accepted("HEAL0003")).toEqual([]);
      await app.getByRole("button", { name: "Import 2 parcels" }).click();
      await app.getByText("2 parcels imported.").waitFor(slow);
      await expect.poll(() => accepted("HEAL0004").length, slow).toBe(1);
    });

    it("writing back asks for its permission, and goes on once it is granted", async () => {
      await openFromNav("Settings");
      await app.getByLabel("Write delivery status back to the order").check();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      const grant = app.getByRole("button", { name: "Grant permission" });
      // The other one is there before: a click while the page takes the answer in would be lost.
      await expect.poll(() => grant.count(), slow).toBe(2);
      await grant.first().click();
      // What is left is for another permission, of customers' order pages.
      await expect.poll(() => grant.count(), slow).toBe(1);
      await app.getByText("Shopify tells the block").waitFor();
      const order = ship("HEAL0005", "UPS");
      const last = () =>
        sandbox.shopify.journal.events
          .filter(({ fulfillment }) =>
            fulfillment.endsWith(`/${order.fulfillments[0]!.id}`),
          )
          .at(-1)?.status;
      await expect.poll(last, slow).toBe("DELIVERED");
    });

    it("an account without quota is shown on every page, and tried again by a click", async () => {
      sandbox.keydelivery.setQuota(operator.apiKey, 0);
      ship("HEAL0006", "UPS");
      await expect
        .poll(() => sandbox.keydelivery.journal.requests.at(-1)?.code, slow)
        .toBe(401);
      await openFromNav("Shipments");
      await app.getByText("has no trackings left").first().waitFor(slow);
      await app.getByText("On hold").first().waitFor(slow);
      sandbox.keydelivery.setQuota(operator.apiKey, undefined);
      // It was refused a moment ago: the click has to wait some seconds.
      await page.waitForTimeout(10_500);
      await app.getByRole("button", { name: "Try again now" }).click();
      await expect.poll(() => accepted("HEAL0006").length, slow).toBe(1);
      await app
        .getByText("has no trackings left")
        .first()
        .waitFor({ ...slow, state: "hidden" });
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
