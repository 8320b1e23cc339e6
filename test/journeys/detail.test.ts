import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scenario } from "#test/sandbox/keydelivery/scenario.ts";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const manyScans: Scenario = {
  name: "many scans",
  expected: "in_transit",
  steps: [
    {
      afterMs: 150,
      push: {
        scans: Array.from({ length: 230 }, (_, index) => ({
          context: `Seen at stop ${index + 1}`,
          code: "0",
          hours: 0.1,
        })),
      },
    },
  ],
};

describe.skipIf(!hasBrowser())(
  "the page of a parcel, in a real browser:",
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
      sandbox.keydelivery.playScenario("WAY*", ordinaryDelivery);
      sandbox.keydelivery.playScenario("MANY*", manyScans);
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

    const ship = (...trackingNumbers: string[]) => {
      const { shopify, shop } = sandbox;
      const order = shopify.createOrder(shop, { createdAt: new Date() });
      shopify.fulfill(order, {
        trackingCompany: "UPS",
        trackingNumbers,
        at: new Date(),
      });
    };
    const openParcel = async (number: string) => {
      await openAppPage(page, sandbox.adminUrl, `/shipments?q=${number}`);
      await app.locator("a[data-primary-link]").first().click(slow);
      await app.getByRole("heading", { name: "Events" }).waitFor(slow);
    };
    const button = (name: string) =>
      app.getByRole("button", { name, exact: true });

    it("shows how far it is, its scans, and the order's other parcel", async () => {
      ship("WAY0001", "WAY0002");
      await expect
        .poll(() => sandbox.keydelivery.journal.accepted().length, slow)
        .toBe(2);
      await openParcel("WAY0001");
      const reached = app.locator("[aria-current=step]");
      await reached.getByText("Delivered").waitFor(slow);
      expect(await reached.innerText()).toMatch(/Delivered\s*reached/);
      await app
        .getByText("Delivered, signed by the customer")
        .first()
        .waitFor(slow);
      await app.getByText("UPS · This parcel").waitFor();
      await app.getByRole("link", { name: "WAY0002" }).click();
      await app.getByRole("link", { name: "WAY0001" }).waitFor(slow);
    });

    it("opens by a click that comes before the page's script", async () => {
      let isHeld = true;
      await page.route("**/entry.client*", async (route) => {
        await expect.poll(() => isHeld, slow).toBe(false);
        await route.continue();
      });
      await page.goto(`${sandbox.adminUrl}/shipments?q=WAY0001`);
      await app.locator("a[data-primary-link]").first().click(slow);
      isHeld = false;
      await app.getByRole("heading", { name: "Events" }).waitFor(slow);
      await page.unroute("**/entry.client*");
    });

    it("asks KeyDelivery by a click, says what that brought, and rests", async () => {
      await button("Refresh now").click();
      await app.getByText(/^Nothing new\. Asked/).waitFor(slow);
      await app.getByText(/you can ask once a day/).waitFor(slow);
      expect(await button("Refresh now").isDisabled()).toBe(true);
    });

    it("changes the carrier with its cost told, and notes who did it", async () => {
      await button("Change carrier").click();
      await app.getByText(/That uses one tracking of your quota/).waitFor();
      await app.getByLabel("Carrier", { exact: true }).fill("gls");
      await app.getByRole("option", { name: /^GLS/ }).first().click(slow);
      await app.getByLabel("Use it for all parcels of “UPS”").uncheck();
      await button("Save carrier").click();
      await app.getByText("Carrier changed from UPS to GLS").waitFor(slow);
      await app.getByText(/^By you, /).waitFor();
    });

    it("is archived, and put back", async () => {
      await button("Archive").click();
      await button("Put back").click(slow);
      await button("Archive").waitFor(slow);
      await app.getByText("Put back into the lists").waitFor(slow);
    });

    it("shows older scans of very many when asked", async () => {
      ship("MANY0001");
      await openParcel("MANY0001");
      await app.getByText("Seen at stop 230").first().waitFor(slow);
      const scans = app.locator(".timeline > li");
      expect(await scans.count()).toBe(200);
      await button("Show older events").click();
      await app.getByText("Seen at stop 1", { exact: true }).waitFor(slow);
      expect(await scans.count()).toBe(230);
    });

    it("puts the history before what is rarely looked at on a phone", async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      const topOf = async (name: string) =>
        (await app.getByRole("heading", { name, exact: true }).boundingBox())
          ?.y;
      const tops = await Promise.all(
        ["Parcel", "Events", "Registration"].map(topOf),
      );
      expect(tops).toEqual(tops.toSorted((one, other) => one! - other!));
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
