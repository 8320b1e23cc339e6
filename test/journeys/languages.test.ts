import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { startSandbox, type Sandbox } from "#test/sandbox/start-sandbox.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())(
  "the language of the admin, in a real browser:",
  { timeout: 180_000 },
  () => {
    const database = useTestDatabase({ keep: true });
    let sandbox: Sandbox;
    let browser: Browser;
    let page: Page;
    let app: FrameLocator;
    let complaints: string[];
    let texts: string[];

    beforeAll(async () => {
      sandbox = await startSandbox({
        environment: { DATABASE_URL: database.url },
      });
      sandbox.keydelivery.playScenario("LANG*", ordinaryDelivery);
      sandbox.shopify.fulfill(sandbox.shopify.createOrder(sandbox.shop), {
        trackingCompany: "UPS",
        trackingNumbers: ["LANG0001"],
      });
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, {
        width: 1280,
        height: 900,
      }));
      texts = [];
      page.on("response", (response) => {
        const [, language] =
          /\/assets\/(de|en|es|fr|ja|zh-CN)-/.exec(response.url()) ?? [];
        if (language) texts.push(language);
      });
      app = page.frameLocator("#app");
    });

    afterAll(async () => {
      await browser?.close();
      await sandbox?.close();
    });

    const openList = (locale: string) =>
      openAppPage(page, sandbox.adminUrl, `/shipments?locale=${locale}`);
    const openFromNav = (name: string) =>
      page.getByRole("navigation").getByRole("button", { name }).click();
    const cell = (name: string) => app.getByRole("cell", { name }).first();
    const language = () => app.locator("html").getAttribute("lang");

    it("the list is German, with German dates", async () => {
      await openList("de");
      await app
        .getByRole("columnheader", { name: "Letztes Ereignis" })
        .waitFor(slow);
      await cell("Zugestellt").waitFor(slow);
      const year = new Date().getFullYear();
      await app
        .getByText(
          new RegExp(String.raw`\d+\. \p{L}+\.? ${year}, \d\d:\d\d`, "u"),
        )
        .first()
        .waitFor(slow);
      expect(await language()).toBe("de");
    });

    it("the other pages follow, and so does a page that is loaded again", async () => {
      await openFromNav("Einstellungen");
      await app
        .getByRole("button", { name: "Verbindung testen" })
        .waitFor(slow);
      await page.reload();
      await app
        .getByRole("button", { name: "Verbindung testen" })
        .waitFor(slow);
      expect(await language()).toBe("de");
    });

    it("a country brings its own dates and numbers", async () => {
      await openList("de-AT");
      await cell("Zugestellt").waitFor(slow);
      expect(await language()).toBe("de-AT");
    });

    it("the frame is loaded again in the language it was opened in", async () => {
      await app.locator("body").evaluate(() => location.reload());
      await cell("Zugestellt").waitFor(slow);
      expect(await language()).toBe("de-AT");
    });

    it("no other language was sent, but English while something is not translated", () => {
      expect(texts).toContain("de");
      expect(texts.filter((one) => one !== "de" && one !== "en")).toEqual([]);
    });

    it("a merchant who changes the admin's language reads Japanese", async () => {
      await page.getByLabel("Language").selectOption("ja");
      await app
        .getByRole("columnheader", { name: "最新のイベント" })
        .waitFor(slow);
      await cell("配達済み").waitFor(slow);
      await app
        .getByText(/\d{4}年\d+月\d+日 \d\d:\d\d/)
        .first()
        .waitFor(slow);
      expect(await language()).toBe("ja");
      await openFromNav("設定");
      await app.getByRole("button", { name: "接続をテスト" }).waitFor(slow);
    });

    it("wrote no error to the console", () => {
      expect(complaints).toEqual([]);
    });
  },
);
