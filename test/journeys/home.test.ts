import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyCode } from "#test/sandbox/keydelivery/faults.ts";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const dayMs = 86_400_000;

describe.skipIf(!hasBrowser())(
  "the home page, in a real browser",
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
      sandbox.keydelivery.playScenario("HOME*", ordinaryDelivery);
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

    const ship = (number: string, trackingCompany = "UPS", daysAgo = 0) => {
      const at = new Date(Date.now() - daysAgo * dayMs);
      const { shopify, shop } = sandbox;
      const order = shopify.createOrder(shop, { createdAt: at });
      const quietly = daysAgo > 0;
      const trackingNumbers = [number];
      shopify.fulfill(order, { trackingCompany, trackingNumbers, at, quietly });
    };
    const figure = (label: string) =>
      app.getByRole("link", { name: new RegExp(`^${label}`) });
    const goHome = () => openAppPage(page, sandbox.adminUrl, "/app");

    it("says what will happen, and leads through the set-up, in a fresh shop", async () => {
      await goHome();
      await app.getByText("1 of 4 steps done").waitFor(slow);
      await app
        .getByText("Your figures appear with the first parcel")
        .waitFor();
      expect(await figure("In transit").count()).toBe(0);
    });

    it("imports past shipments in place, with the cost told before", async () => {
      ship("HOME0001", "UPS", 5);
      ship("HOME0002", "UPS", 6);
      await app.getByRole("button", { name: "Count shipments" }).click();
      await app.getByText(/^Each uses one tracking/).waitFor(slow);
      expect(sandbox.keydelivery.journal.accepted()).toEqual([]);
      await app.getByRole("button", { name: "Import 2 parcels" }).click();
      await app.getByText("2 of 4 steps done").waitFor(slow);
      expect(sandbox.keydelivery.journal.accepted()).toHaveLength(2);
    });

    it("switches writing back on, and asks for its permission there", async () => {
      await app.getByRole("button", { name: "Switch it on" }).click();
      const grant = app.getByRole("button", { name: "Grant permission" });
      // The one above the page asks for the same.
      await grant.last().waitFor(slow);
      await grant.last().click();
      await app.getByText("3 of 4 steps done").waitFor(slow);
      await grant.first().waitFor({ ...slow, state: "hidden" });
    });

    it("knows that the theme has the tracking page, and is put away and found again", async () => {
      const editor = app.getByRole("link", { name: "Open theme editor" });
      expect(await editor.getAttribute("href")).toMatch(
        /^shopify:\/\/admin\/themes\/current\/editor\?.*\/tracking&/,
      );
      const [, frame] = page.frames();
      await frame!.evaluate(() =>
        sessionStorage.setItem("theme-block", "active"),
      );
      await goHome();
      await app.getByText("You are all set").waitFor(slow);
      await app.getByRole("button", { name: "Put the guide away" }).click();
      await app
        .getByText("You are all set")
        .waitFor({ ...slow, state: "hidden" });
      await goHome();
      await app.getByRole("button", { name: "Set-up guide" }).click();
      await app.getByText("You are all set").waitFor(slow);
      await app.getByRole("button", { name: "Put the guide away" }).click();
    });

    it("moves its figures as parcels move, and tells what needs a hand", async () => {
      sandbox.keydelivery.failNext(bodyCode(105), {
        number: "HOME0005",
        endpoint: "create",
      });
      await expect
        .poll(() => figure("Delivered").textContent(), slow)
        .toMatch(/2$/);
      await app.getByText("Everything is on its way").waitFor();
      for (const number of ["HOME0003", "HOME0005"]) ship(number);
      ship("HOME0004", "My cousin's van");
      await expect
        .poll(() => figure("Delivered").textContent(), slow)
        .toMatch(/3$/);
    });

    it("tries a parcel again that was not accepted, here", async () => {
      const cause = app.getByRole("heading", {
        name: "Parcel was not accepted",
      });
      await cause.waitFor(slow);
      await app.getByRole("button", { name: "Try again" }).click();
      await page.getByText("Registration requested").waitFor(slow);
      await cause.waitFor({ ...slow, state: "hidden" });
      const accepted = () =>
        sandbox.keydelivery.journal
          .accepted()
          .filter(({ number }) => number === "HOME0005");
      await expect.poll(() => accepted().length, slow).toBe(1);
    });

    it("leads to the parcel that needs a carrier, and is content once it has one", async () => {
      await app
        .getByRole("heading", { name: "Parcel needs a carrier" })
        .waitFor(slow);
      await app.getByText("1 parcel needs a carrier").waitFor();
      await app.getByRole("link", { name: "Choose carrier" }).click();
      await app.getByLabel("Carrier", { exact: true }).fill("fedex");
      await app.getByRole("option", { name: /FedEx/i }).first().click();
      await app.getByRole("button", { name: "Save carrier" }).click();
      await app
        .getByText("Delivered, signed by the customer")
        .first()
        .waitFor(slow);
      await goHome();
      await app.getByText("Everything is on its way").waitFor(slow);
      await app.getByText("Carrier set to FedEx").first().waitFor();
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
