import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ownAccount,
  startSandbox,
  type Sandbox,
} from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())(
  "a merchant's settings, in a real browser:",
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

    const operators = () =>
      app
        .getByRole("heading", { name: "Account of this app's operator" })
        .waitFor(slow);
    const open = (path: string) => openAppPage(page, sandbox.adminUrl, path);
    const test = () =>
      app.getByRole("button", { name: "Test connection" }).click(slow);
    async function save() {
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Settings saved").waitFor(slow);
    }

    it("an account of its own is tested, connected, and used from then on", async () => {
      await open("/app/settings");
      await operators();
      await app.getByLabel("API key").fill(ownAccount.apiKey);
      await app.getByLabel("API secret").fill("another-secret");
      await test();
      await app
        .getByText("This API secret does not belong to the API key.")
        .waitFor(slow);
      await app.getByLabel("API secret").fill(ownAccount.apiSecret);
      await test();
      await app.getByText("The connection works.").waitFor(slow);
      await save();
      await app.getByText("Your account, ends in").waitFor(slow);
      expect(await app.getByLabel("API secret").inputValue()).toBe("");
      const { shopify, keydelivery, shop } = sandbox;
      shopify.fulfill(shopify.createOrder(shop), {
        trackingCompany: "UPS",
        trackingNumbers: ["1ZOWNACCOUNT"],
      });
      const call = () =>
        keydelivery.journal.requests.find(
          ({ number }) => number === "1ZOWNACCOUNT",
        )?.account;
      // The second of the sandbox's accounts.
      await expect.poll(call, slow).toBe(1);
    });

    it("rules are changed, and what is wrong is told beside its field", async () => {
      await open("/app/settings/automation");
      const delay = app.getByRole("textbox", { name: /delay|hours/i }).last();
      await delay.fill("1000");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect
        .poll(() => delay.getAttribute("aria-invalid"), slow)
        .toBe("true");
      await delay.fill("2");
      await save();
      await open("/app/settings/automation");
      await expect.poll(() => delay.inputValue(), slow).toBe("2");
    });

    it("a promise is made, and one that is not saved is taken back", async () => {
      await open("/app/settings/promise");
      const days = app.getByLabel("Delivered within");
      await days.fill("5");
      await save();
      await days.fill("9");
      await page.getByRole("button", { name: "Discard" }).click(slow);
      await expect.poll(() => days.inputValue(), slow).toBe("5");
    });

    it("the account is disconnected, and the list says what was changed", async () => {
      await open("/app/settings");
      await app.getByRole("button", { name: "Disconnect account" }).click(slow);
      await page
        .getByRole("button", { name: "Disconnect", exact: true })
        .click(slow);
      await page.getByText("Account disconnected").waitFor(slow);
      await operators();
      await open("/app/settings/changes");
      for (const line of [
        "KeyDelivery account connected",
        "KeyDelivery account disconnected",
        /^Registration delay: /,
        /^Delivery promise: /,
      ])
        await app.getByText(line).first().waitFor(slow);
      expect(complaints).toEqual([]);
    });
  },
);
