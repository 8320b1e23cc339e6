import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };
const phone = "+852 9527 4711";
const warning = "Shopify gave no phone number for the last parcels";

describe.skipIf(!hasBrowser())(
  "a merchant shares phones, in a real browser:",
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

    /** The phone that came with the parcel's create call, once it was made. */
    async function phoneSentFor(number: string, trackingCompany: string) {
      const { shopify, keydelivery, shop } = sandbox;
      const order = shopify.createOrder(shop, { phone });
      shopify.fulfill(order, { trackingCompany, trackingNumbers: [number] });
      const call = () =>
        keydelivery.journal.requests.find((one) => one.number === number);
      await expect.poll(call, slow).toMatchObject({ endpoint: "create" });
      return call()?.phone;
    }
    async function choose(name: string) {
      await openAppPage(page, sandbox.adminUrl, "/app/settings");
      // The input itself lies under what Polaris draws.
      await app.getByText(name, { exact: true }).click(slow);
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Settings saved").waitFor(slow);
    }

    it("none is sent until the merchant allows it", async () => {
      sandbox.shopify.setPhoneAccess("given");
      expect(await phoneSentFor("PHONE0001", "SF Express")).toBeNull();
      await choose("Only where the carrier needs it");
      expect(await phoneSentFor("PHONE0002", "SF Express")).toBe(phone);
      expect(await phoneSentFor("PHONE0003", "UPS")).toBeNull();
    });

    it("the page says when Shopify gives none", async () => {
      sandbox.shopify.setPhoneAccess("redacted");
      await choose("Always");
      expect(await app.getByText(warning).count()).toBe(0);
      for (const number of ["PHONE0004", "PHONE0005", "PHONE0006"])
        expect(await phoneSentFor(number, "UPS")).toBeNull();
      await page.reload();
      await app.getByText(warning).waitFor(slow);
    });

    it("the list of changes tells what was allowed", async () => {
      await openAppPage(page, sandbox.adminUrl, "/settings/changes");
      await app
        .getByText(
          "Phone numbers sent to KeyDelivery: never → only where the carrier needs it",
        )
        .waitFor(slow);
      expect(complaints).toEqual([]);
    });
  },
);
