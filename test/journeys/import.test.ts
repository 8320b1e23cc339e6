import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const dayMs = 86_400_000;
// More than are handed over at a time.
const parcels = 130;

describe.skipIf(!hasBrowser())(
  "the import of past shipments, in a real browser",
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
      const { shopify, shop } = sandbox;
      const at = new Date(Date.now() - 5 * dayMs);
      for (let count = 0; count < parcels; count++)
        shopify.fulfill(shopify.createOrder(shop, { createdAt: at }), {
          trackingCompany: count === 0 ? "My cousin's van" : "UPS",
          trackingNumbers: [`PAST${count}`],
          at,
          quietly: true,
        });
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, {
        width: 390,
        height: 844,
      }));
      app = page.frameLocator("#app");
    });

    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    const press = (name: string | RegExp) =>
      app.getByRole("button", { name, exact: true }).click();
    const accepted = () => sandbox.keydelivery.journal.accepted().length;

    it("counts first, tells the cost, and can be left at that", async () => {
      await openAppPage(page, sandbox.adminUrl, "/import");
      await press("Count shipments");
      await app.getByText(`${parcels} parcels can be imported`).waitFor(slow);
      await app.getByText(/Your shop has 1,000 of 1,000 left/).waitFor();
      expect(accepted()).toBe(0);
      await press("Cancel");
      await app.getByText("Cancelled. Nothing was imported.").waitFor(slow);
    });

    it("is paused, survives a reload, and goes on", async () => {
      await app.getByLabel("Shipped in the last").selectOption("60");
      await press("Import again");
      await app.getByText(`${parcels} parcels can be imported`).waitFor(slow);
      sandbox.keydelivery.setQuota("sandbox-operator", 40);
      await press(`Import ${parcels} parcels`);
      await press("Pause");
      await app.getByText(/^Paused at/).waitFor(slow);
      await page.reload();
      await app.getByText(/^Paused at/).waitFor(slow);
      const before = accepted();
      sandbox.keydelivery.setQuota("sandbox-operator", undefined);
      expect(before).toBeLessThan(parcels);
      await press("Resume");
      await app.getByText(/parcels imported$/).waitFor(slow);
    });

    it("goes on while the page is closed, and tells then what became of it", async () => {
      await page.goto("about:blank");
      await expect.poll(accepted, slow).toBe(parcels - 1);
      await openAppPage(page, sandbox.adminUrl, "/import");
      await app.getByText(`${parcels} parcels imported.`).waitFor(slow);
      await app.getByText("129 parcels registered and followed").waitFor();
      await app
        .getByRole("link", { name: "1 parcel needs a carrier" })
        .waitFor();
    });

    it("keeps those before it, and does not scroll sideways on a phone", async () => {
      await app.getByRole("heading", { name: "Earlier imports" }).waitFor();
      await app.getByText("Nothing imported, of the last 30 days.").waitFor();
      const [, frame] = page.frames();
      const width = await frame!.evaluate(
        () => document.documentElement.scrollWidth,
      );
      expect(width).toBeLessThanOrEqual(390);
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
