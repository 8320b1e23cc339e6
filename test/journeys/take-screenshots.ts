import { globSync, mkdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { openSeededSandbox } from "#test/bench/open-seeded-sandbox.ts";
import { appPages } from "./app-pages.ts";
import { openAppPage } from "./open-app-page.ts";
import { openBrowser, openPage } from "./open-browser.ts";
import { takeStorePictures } from "./take-store-pictures.ts";

// `npm run screenshots`: every page as it is, for README.md and for a look. Those that a document shows are kept in
// docs/screenshots, the others are beside the build.

const sizes = [
  { name: "desktop", width: 1280, height: 860 },
  { name: "phone", width: 390, height: 844 },
];
const full = { domain: "north-street-goods.myshopify.com", parcels: 1_500 };
const empty = { domain: "new-shop.myshopify.com", parcels: 0 };

const documents = ["README.md", ...globSync("docs/**/*.md")]
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");
const folderOf = (file: string) =>
  documents.includes(`screenshots/${file}`)
    ? "docs/screenshots"
    : "build/screenshots";

/** "/app" is home, "/app/settings/promise" is settings-promise. */
const pictureOf = (path: string) =>
  path.replace(/\?.*/, "").split("/").slice(2).join("-") || "home";

async function shoot(page: Page, name: string) {
  const file = `${name}.png`;
  // Fonts and the first look for news.
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${folderOf(file)}/${file}` });
}

type Seeded = Awaited<ReturnType<typeof openSeededSandbox>>;

const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);

async function parcelIn({ database }: Seeded, state: string) {
  const { id } = await database.db.shipment.findFirstOrThrow({
    where: {
      state,
      shop: { domain: full.domain },
      shippedAt: { lt: twoDaysAgo },
    },
    orderBy: { shippedAt: "desc" },
  });
  return `/app/shipments/${id}`;
}

async function shootAll(seeded: Seeded, page: Page, size: string) {
  const { shopify } = seeded.sandbox;
  const take = async (domain: string, path: string, name: string) => {
    await openAppPage(page, shopify.adminUrl(domain), path);
    await shoot(page, `${name}-${size}`);
  };
  for (const { path } of appPages) {
    const picture = pictureOf(path);
    await take(full.domain, path, picture);
    await take(empty.domain, path, `${picture}-empty`);
  }
  await take(full.domain, await parcelIn(seeded, "in_transit"), "shipment");
  const needsCarrier = await parcelIn(seeded, "needs_carrier");
  await take(full.domain, needsCarrier, "carrier-needed");
  await take(full.domain, "/app/shipments/nowhere", "missing");
}

async function takeScreenshots(browser: Browser) {
  for (const folder of ["docs/screenshots", "build/screenshots"])
    mkdirSync(folder, { recursive: true });
  const seeded = await openSeededSandbox([full, empty]);
  try {
    for (const { name, ...size } of sizes) {
      const { page } = await openPage(browser, size);
      await shootAll(seeded, page, name);
      await page.close();
    }
  } finally {
    await seeded.close();
  }
}

const browser = await openBrowser();
try {
  if (process.argv.includes("--store")) await takeStorePictures(browser);
  else await takeScreenshots(browser);
} finally {
  await browser.close();
}
