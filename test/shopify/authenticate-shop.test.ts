import { expect, it } from "vitest";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { mintSessionToken } from "#test/sandbox/shopify/session-token.ts";
import { requestWith, useShopify } from "./use-shopify.ts";

const world = useShopify();
const { running } = world;

const shops = { count: 0 };
const newDomain = () => `opened-${shops.count++}.myshopify.com`;

it("installs the shop at its first opening, with an expiring token", async () => {
  const domain = newDomain();
  const { shop, session, actor } = await world.install(domain);
  expect(shop).toMatchObject({
    domain,
    state: "active",
    automaticRegistration: true,
    timeZone: "UTC",
    grantedScopes: "read_fulfillments,read_orders",
  });
  expect(session).toMatchObject({ shop: domain, isOnline: false });
  expect(session.expires).toBeInstanceOf(Date);
  expect(session.refreshToken).toBeDefined();
  expect(actor).toBe("staff:4200");
});

it("makes one shop when a page and its parent load at once", async () => {
  const simulated = running.shopify.createShop(newDomain());
  const token = running.shopify.sessionToken(simulated.domain);
  const opened = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      authenticateShop(
        index % 2 ? running.app : running.otherApp,
        requestWith(token),
      ),
    ),
  );
  expect(new Set(opened.map(({ shop }) => shop.id)).size).toBe(1);
  const stored = await world.session(simulated.domain);
  expect(stored?.accessToken).toBeDefined();
});

it("exchanges no token again while the stored one is good", async () => {
  const { simulated, shop } = await world.install(newDomain());
  const again = await world.open(simulated);
  expect(again.shop).toEqual(shop);
  expect(running.shopify.journal.exchanges).toEqual([simulated.domain]);
});

it("installs a shop whose row is missing although its session is there", async () => {
  const { simulated, shop } = await world.install(newDomain());
  await world.database.db.shop.delete({ where: { id: shop.id } });
  const again = await world.open(simulated);
  expect(again.shop).toMatchObject({ domain: shop.domain, state: "active" });
});

it("exchanges anew when the stored session cannot be opened", async () => {
  const { simulated } = await world.install(newDomain());
  await world.database.db.session.update({
    where: { id: `offline_${simulated.domain}` },
    data: { accessToken: "v1.00000000.unreadable" },
  });
  const { session } = await world.open(simulated);
  expect(simulated.accessTokens.at(-1)?.token).toBe(session.accessToken);
});

it("refuses a session token that is expired, of another app, or signed with another secret", async () => {
  const { simulated } = await world.install(newDomain());
  const good = {
    apiKey: "simulated-key",
    apiSecret: "simulated-secret",
    shop: simulated.domain,
  };
  for (const wrong of [
    { ...good, apiSecret: "another-secret" },
    { ...good, apiKey: "another-key" },
    { ...good, expiresInSeconds: -60 },
  ]) {
    const answer: unknown = await authenticateShop(
      running.app,
      requestWith(mintSessionToken(wrong)),
    ).catch((thrown: unknown) => thrown);
    expect(answer).toBeInstanceOf(Response);
    expect((answer as Response).status).toBe(401);
  }
});

it("writes no token and no secret to the log when all goes wrong", async () => {
  const simulated = running.shopify.createShop(newDomain());
  running.proxy.fail("oauth", { status: 500, body: '{"access_token":"oops"}' });
  await world.open(simulated).catch(() => undefined);
  await world.open(simulated);
  const text = world.lines.join("\n");
  for (const { token } of [
    ...simulated.accessTokens,
    ...simulated.refreshTokens,
  ])
    expect(text).not.toContain(token);
  expect(text).not.toContain("simulated-secret");
  expect(text).not.toContain("oops");
});
