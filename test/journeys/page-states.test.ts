import { beforeEach, describe, expect, it } from "vitest";
import {
  appPages,
  parcelPages,
  seededShops,
  type SeededShop,
} from "./app-pages.ts";
import { hasBrowser } from "./open-browser.ts";
import { useAppPages } from "./use-app-pages.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())("the pages", { timeout: 180_000 }, () => {
  const { running, open, parcelPath, findFaults } = useAppPages();
  const shops = Object.keys(seededShops) as SeededShop[];

  beforeEach(() => {
    running.complaints.length = 0;
  });

  it("are looked at by something that finds faults", async () => {
    const frame = await open("one", "/app/settings");
    await frame.evaluate(() => {
      const image = document.createElement("img");
      image.width = 2_000;
      document.querySelector("main")?.append(image);
      document.querySelector("h1")?.remove();
      console.error("planted");
    });
    const faults = await findFaults(frame);
    for (const fault of [
      "390 px: scrolls sideways",
      "390 px: has no title",
      "390 px: image-alt",
      "1280 px: image-alt",
      "planted",
    ])
      expect(faults).toContainEqual(expect.stringContaining(fault));
  });

  const states = shops.flatMap((shop) =>
    appPages.map((one) => ({ ...one, shop })),
  );
  it.each(states)(
    "have no fault in any state: $name, shop $shop",
    async ({ path, shop, shows }) => {
      const frame = await open(shop, path);
      await frame.getByText(shows[shop]).first().waitFor(slow);
      expect(await findFaults(frame)).toEqual([]);
    },
  );

  it.each(parcelPages)(
    "have no fault in any state: a parcel that is $state, shop $shop",
    async ({ shop, state }) => {
      const frame = await open(shop, await parcelPath(shop, state));
      expect(await findFaults(frame)).toEqual([]);
    },
  );

  it.each(["one", "many", "extreme"] as const)(
    "have no fault in any state: a company name, shop %s",
    async (shop) => {
      const frame = await open(shop, "/app/carriers");
      await frame.locator("a[data-primary-link]").first().click();
      await frame.getByText("Choose the carrier").waitFor(slow);
      expect(await findFaults(frame)).toEqual([]);
    },
  );

  it("tell that there is no such parcel", async () => {
    const frame = await open("one", "/app/shipments/nowhere");
    await frame.getByText("There is no such page").first().waitFor(slow);
    running.complaints.length = 0;
    expect(await findFaults(frame)).toEqual([]);
  });
});
