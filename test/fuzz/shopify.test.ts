import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setShopifyFetch } from "#app/shopify/set-shopify-fetch.server.ts";
import { attack, newTally, patienceMs, report } from "./attack.ts";
import { appBorders } from "./borders.ts";
import { planted } from "./hostile.ts";
import { shops, useFuzzedApp } from "./use-fuzzed-app.ts";
import { secrets } from "./world.ts";

const { running, lines } = useFuzzedApp();
const borders = appBorders(() => running.app);
const tally = newTally();

beforeAll(() => running.app.shopify.install(shops.own, "read_orders"));
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => {
  setShopifyFetch({ simulatedOrigin: undefined, apiSecret: secrets.apiSecret });
  report("Shopify's tokens and answers", tally);
});

describe("whatever comes in Shopify's name", () => {
  it.each(borders.map((border) => ({ border, name: border.covers[0] })))(
    "is read or refused, and not logged: $name",
    async ({ border }) => {
      await attack(border, borders, { inputs: 6_000, tally });
      const logged = lines.map(({ text }) => text).join("\n");
      expect(logged).not.toContain(planted);
      expect(logged).not.toContain(secrets.apiSecret);
    },
    patienceMs,
  );
});
