import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import {
  openShop,
  startSandbox,
  type Sandbox,
} from "#test/sandbox/start-sandbox.ts";
import { seedShop } from "#test/seeding/seed-shop.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { seededShops, type SeededShop } from "./app-pages.ts";
import { findViolations } from "./find-violations.ts";
import { openAppPage } from "./open-app-page.ts";
import { openBrowser, openPage } from "./open-browser.ts";

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
const domainOf = (shop: SeededShop) => `${shop}.myshopify.com`;

const allShops = Object.keys(seededShops) as SeededShop[];

/** One sandbox with the seeded shops, or some of them, and one browser, for a test file. */
export function useAppPages({ shops = allShops, worker = false } = {}) {
  const database = useTestDatabase({ keep: true });
  const running = {} as { sandbox: Sandbox; page: Page; complaints: string[] };
  let browser: Browser | undefined;

  beforeAll(async () => {
    // Without a worker nothing changes that is being looked at.
    const environment = {
      DATABASE_URL: database.url,
      ROLE: worker ? "all" : "web",
    };
    const sandbox = await startSandbox({ environment });
    for (const shop of shops) {
      const domain = domainOf(shop);
      await openShop(sandbox, domain);
      await seedShop(database, { domain, ...seededShops[shop] });
    }
    browser = await openBrowser();
    Object.assign(running, { sandbox, ...(await openPage(browser, desktop)) });
  });
  afterAll(async () => {
    await browser?.close();
    await running.sandbox?.close();
  });

  return {
    database,
    running,
    /** A page of the app in the simulated admin, once it can be used. */
    open(shop: SeededShop, path: string): Promise<Frame> {
      const { page, sandbox } = running;
      const admin = sandbox.shopify.adminUrl(domainOf(shop));
      return openAppPage(page, admin, path);
    },
    /** Of the newest parcel in a state. */
    async parcelPath(shop: SeededShop, state: string) {
      const { rows } = await database.pool.query<{ id: string }>(
        `SELECT shipment.id FROM shipment JOIN shop ON shop.id = shop_id
         WHERE domain = $1 AND shipment.state = $2 ORDER BY shipped_at DESC LIMIT 1`,
        [domainOf(shop), state],
      );
      return `/app/shipments/${rows[0]?.id}`;
    },
    /** What is wrong with what a frame shows, at the width of a desktop and of a phone. */
    async findFaults(frame: Frame): Promise<string[]> {
      const { page, complaints } = running;
      const faults: string[] = [];
      for (const size of [phone, desktop]) {
        await page.setViewportSize(size);
        const found = await findFaultsAtWidth(frame);
        faults.push(...found.map((fault) => `${size.width} px: ${fault}`));
      }
      return [...faults, ...complaints.splice(0)];
    },
  };
}

async function findFaultsAtWidth(frame: Frame) {
  // Polaris measures its menus anew a moment after the width has changed.
  await frame
    .waitForFunction(
      () => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth <= clientWidth;
      },
      undefined,
      { timeout: 500 },
    )
    .catch(() => undefined);
  const { tooWide, title } = await frame.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const sticksOut = [...document.querySelectorAll("body *")].find(
      (element) => element.getBoundingClientRect().right > clientWidth,
    );
    return {
      tooWide:
        scrollWidth > clientWidth
          ? `${scrollWidth - clientWidth} px: ${sticksOut?.outerHTML.slice(0, 200)}`
          : "",
      title: document.querySelector("h1")?.textContent?.trim() ?? "",
    };
  });
  return [
    ...(tooWide ? [`scrolls sideways by ${tooWide}`] : []),
    ...(title === "" ? ["has no title"] : []),
    ...(await findViolations(frame)),
  ];
}
