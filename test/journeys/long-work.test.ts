import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSeededSandbox } from "#test/bench/open-seeded-sandbox.ts";
import { shopDomain } from "#test/sandbox/start-sandbox.ts";
import { findViolations } from "./find-violations.ts";
import { openAppPage } from "./open-app-page.ts";
import { hasBrowser, openBrowser, openPage } from "./open-browser.ts";

const slow = { timeout: 60_000 };

// Without a worker, so that the work does not end while it is looked at.
describe.skipIf(!hasBrowser())(
  "long work of a merchant, in a real browser:",
  { timeout: 180_000 },
  () => {
    let seeded: Awaited<ReturnType<typeof openSeededSandbox>>;
    let browser: Browser;
    let page: Page;
    let app: FrameLocator;
    let complaints: string[];

    beforeAll(async () => {
      seeded = await openSeededSandbox([
        { domain: shopDomain, parcels: 60, texts: "plain" },
      ]);
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, {
        width: 1280,
        height: 900,
      }));
      app = page.frameLocator("#app");
    });

    afterAll(async () => {
      await browser?.close();
      await seeded?.close();
    });

    const open = (path: string) =>
      openAppPage(page, seeded.sandbox.adminUrl, path);
    const stop = () => app.getByRole("button", { name: "Stop" });
    const give = () =>
      app.getByRole("button", { name: "Give them their carrier" });
    const offer = () => app.getByRole("button", { name: /^Track \d+ parcels/ });
    const works = () => seeded.database.db.shopWork.count();

    it("a company's carrier on its way to the parcels is stopped, and goes on", async () => {
      const { db } = seeded.database;
      const { shopId, companyKey } = await db.shipment.findFirstOrThrow({
        where: {
          hold: "none",
          trackingId: { not: null },
          companyKey: { not: "" },
        },
      });
      const of = { shopId, companyKey };
      await db.shipment.updateMany({
        where: { ...of, endedAt: null },
        data: { hold: "needs_carrier", trackingId: null, archivedAt: null },
      });
      const mapping = { company: "Company", carrierId: "gls" };
      await db.carrierMapping.upsert({
        where: { shopId_companyKey: of },
        create: { ...of, ...mapping },
        update: mapping,
      });
      const frame = await open(`/app/carriers/companies/${companyKey}`);
      await give().click(slow);
      await page.getByText("The parcels are given their carrier").waitFor(slow);
      await app.getByText(/still to be given/).waitFor(slow);
      expect(await findViolations(frame)).toEqual([]);
      await stop().click();
      await page.getByText(/^Stopped\. Parcels that have/).waitFor(slow);
      await give().waitFor(slow);
      expect(await works()).toBe(0);
    });

    it("rules on their way to the parcels are stopped, and offered again", async () => {
      const { db } = seeded.database;
      await db.shipment.updateMany({
        where: { hold: "needs_carrier" },
        data: {
          hold: "ignored",
          holdReason: "rule_country",
          shippedAt: new Date(),
        },
      });
      await db.auditEntry.create({
        data: {
          ...(await db.shop
            .findFirstOrThrow()
            .then(({ id }) => ({ shopId: id }))),
          ...{ actor: "staff:1", action: "automatic_registration_on" },
        },
      });
      const frame = await open("/app/settings/automation");
      await offer().click(slow);
      await app.getByText(/^Being tracked\./).waitFor(slow);
      expect(await findViolations(frame)).toEqual([]);
      await stop().click();
      await page.getByText(/^Stopped\. What is tracked/).waitFor(slow);
      await offer().waitFor(slow);
      expect(await works()).toBe(0);
      expect(complaints).toEqual([]);
    });
  },
);
