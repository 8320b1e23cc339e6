import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const company = "My cousin's van";

describe.skipIf(!hasBrowser())(
  "the carriers of a shop, in a real browser",
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
      for (const number of ["VAN1", "VAN2"])
        shopify.fulfill(shopify.createOrder(shop), {
          trackingCompany: company,
          trackingNumbers: [number],
        });
      browser = await openBrowser();
      const size = { width: 1280, height: 900 };
      ({ page, complaints } = await openPage(browser, size));
      app = page.frameLocator("#app");
    });

    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    const accepted = () => sandbox.keydelivery.journal.accepted().length;
    const name = () => app.getByRole("link", { name: company });

    it("tell which company name has parcels that wait", async () => {
      await expect
        .poll(async () => {
          await openAppPage(page, sandbox.adminUrl, "/app/carriers");
          await app.getByText("Figures count the parcels").waitFor(slow);
          return app.getByText("2 parcels wait for you").count();
        }, slow)
        .toBe(1);
      await app.getByText("Not mapped", { exact: true }).last().waitFor();
      await name().waitFor();
    });

    it("are found by a part of the name", async () => {
      const field = app.getByLabel("Search company names");
      await field.fill("nothing like it");
      await app.getByText("No company name fits").waitFor(slow);
      await app.getByRole("button", { name: "Show all company names" }).click();
      await name().waitFor(slow);
      expect(await field.inputValue()).toBe("");
    });

    it("are chosen by the keyboard alone, with what it changes told before", async () => {
      await name().focus();
      await page.keyboard.press("Enter");
      const field = app.getByRole("combobox", { name: "Carrier" });
      // All of it at once: the list is loaded once, and stays while it is gone through.
      await field.fill("GLS");
      const first = app.getByRole("option").first();
      await first.filter({ hasText: /^GLS/ }).waitFor(slow);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await app
        .getByText("2 parcels wait and will be registered with GLS")
        .waitFor(slow);
      await app.getByText("This uses 2 new trackings.").waitFor();
      expect(accepted()).toBe(0);
    });

    it("are given to the parcels that wait once they are saved", async () => {
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect.poll(accepted, slow).toBe(2);
      await app.getByText("Chosen by you").waitFor(slow);
      await app.getByText("No parcel waits for this.").waitFor(slow);
    });

    it("are found automatically again where the merchant wants that", async () => {
      await app
        .getByRole("button", { name: "Find the carrier automatically" })
        .click();
      await app.getByText("Found by each tracking number").waitFor(slow);
      await app.getByText("No carrier of its own").waitFor();
      expect(accepted()).toBe(2);
    });

    it("are told for a number that is tested, for nothing", async () => {
      sandbox.keydelivery.setDetection("TRY", ["gls"]);
      await openAppPage(page, sandbox.adminUrl, "/app/carriers");
      const field = app.getByLabel("Tracking number");
      await app.getByRole("button", { name: "Test", exact: true }).click();
      await app.getByText("Enter a tracking number").waitFor(slow);
      await field.fill("TRY1");
      await field.press("Enter");
      await app.getByText("TRY1 could be of these carriers").waitFor(slow);
      await app.getByRole("listitem").filter({ hasText: "GLS" }).waitFor();
      expect(accepted()).toBe(2);
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
