import { mkdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { openSeededSandbox } from "#test/bench/open-seeded-sandbox.ts";
import { openAppPage } from "./open-app-page.ts";
import { openPage } from "./open-browser.ts";

// `npm run screenshots -- --store`: what the App Store's listing shows, in the sizes that Shopify asks for.

const folder = "docs/app-store";
const iconSize = { width: 1200, height: 1200 };
// Drawn a third larger than on a screen, so that they can be read where the store shows them small: 1600 × 900.
const size = { width: 1200, height: 675 };
const scale = 4 / 3;
// Not the simulated admin around the app.
const appAlone = `body > header, .frame > nav, #title-bar { display: none !important; }
  .frame { display: flex !important; height: 100vh !important; }
  main { flex: 1; min-width: 0; }`;
const full = { domain: "north-street-goods.myshopify.com", parcels: 1_500 };

type Seeded = Awaited<ReturnType<typeof openSeededSandbox>>;

async function shootIcon(browser: Browser) {
  const { page } = await openPage(browser, iconSize);
  const svg = readFileSync(`${folder}/icon.svg`, "utf8");
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  await page.screenshot({ path: `${folder}/icon.png` });
  await page.close();
}

async function parcelIn({ database }: Seeded, state: string) {
  const { id } = await database.db.shipment.findFirstOrThrow({
    where: { state, shop: { domain: full.domain } },
    orderBy: { shippedAt: "desc" },
    skip: 5,
  });
  return `/app/shipments/${id}`;
}

async function shoot(seeded: Seeded, page: Page) {
  const pictures: [name: string, path: string][] = [
    ["1-home", "/app"],
    ["2-shipments", "/app/shipments"],
    ["3-parcel", await parcelIn(seeded, "in_transit")],
    ["4-carrier-needed", await parcelIn(seeded, "needs_carrier")],
    ["5-analytics", "/app/analytics"],
    ["6-rules", "/app/settings/automation"],
  ];
  for (const [name, path] of pictures) {
    const { shopify } = seeded.sandbox;
    const frame = await openAppPage(page, shopify.adminUrl(full.domain), path);
    await page.addStyleTag({ content: appAlone });
    await frame.waitForLoadState("networkidle");
    // The figures are what the picture is about.
    if (name === "1-home")
      for (const card of ["Put the guide away", "Close until tomorrow"])
        await frame.getByRole("button", { name: card }).click();
    // Fonts, and charts that grow.
    await page.waitForTimeout(1_500);
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}

export async function takeStorePictures(browser: Browser): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await shootIcon(browser);
  const seeded = await openSeededSandbox([full]);
  try {
    // Views by the dozen are what the bench wants.
    await seeded.database.db.savedView.deleteMany();
    await seeded.database.db.shop.updateMany({
      data: { promiseDays: { default: 5, countries: { US: 3, JP: 8 } } },
    });
    const { page } = await openPage(browser, size, scale);
    await shoot(seeded, page);
  } finally {
    await seeded.close();
  }
}
