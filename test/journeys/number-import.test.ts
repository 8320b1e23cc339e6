import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { findViolations } from "./find-violations.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())(
  "numbers from a file, in a real browser:",
  { timeout: 180_000 },
  () => {
    const database = useTestDatabase({ keep: true });
    let sandbox: Sandbox;
    let browser: Browser;
    let page: Page;
    let app: FrameLocator;
    let complaints: string[];
    let order: string;

    beforeAll(async () => {
      sandbox = await startSandbox({
        environment: { DATABASE_URL: database.url },
      });
      sandbox.keydelivery.playScenario("LIST*", ordinaryDelivery);
      const { shopify, shop } = sandbox;
      const made = shopify.createOrder(shop, { createdAt: new Date() });
      shopify.fulfill(made, {
        trackingCompany: null,
        trackingNumbers: [],
        at: new Date(),
      });
      order = made.name;
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, {
        width: 1280,
        height: 900,
      }));
      app = page.frameLocator("#app");
      await openAppPage(page, sandbox.adminUrl, "/shipments");
      await app.getByText(order).first().waitFor(slow);
    });

    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    // The app's own frame, inside the admin's.
    const violations = () => findViolations(page.frames()[1]!);
    const choose = async (text: string, name = "list.csv") => {
      await app.locator('input[type="file"]').setInputFiles({
        name,
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
    };

    it("that cannot be read says what to do about it", async () => {
      await page.getByRole("button", { name: "Import numbers" }).click(slow);
      await app.getByText("Download a template").waitFor(slow);
      await choose("Who,What\n1,2\n");
      await app.getByText(/^Not found in the first row/).waitFor(slow);
      await choose("\u0000\u0001");
      await app.getByText(/^This is not a text file/).waitFor(slow);
      expect(await violations()).toEqual([]);
    });

    it("are shown with what they cost, then tracked", async () => {
      await choose(
        `Order;Tracking number;Carrier\n${order};list 0001;UPS\n#404;LIST0002;\n${order};LIST0001;\n`,
      );
      await app.getByText("1 new number").waitFor(slow);
      await app.getByText("It uses one tracking of the operator").waitFor(slow);
      await app.getByText("2 rows that cannot be followed").waitFor(slow);
      await app.getByText("The file holds this row twice").waitFor(slow);
      await app.getByRole("button", { name: "Track 1 number" }).click();
      await app.getByText("1 number is followed now").waitFor(slow);
      expect(await violations()).toEqual([]);
      await app.getByRole("link", { name: "Show shipments" }).click();
      await app
        .locator("tbody")
        .getByText("Delivered", { exact: true })
        .waitFor(slow);
      expect(sandbox.keydelivery.journal.accepted()).toMatchObject([
        { carrierId: "ups", number: "LIST0001" },
      ]);
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
