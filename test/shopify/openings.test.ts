import { expect, it } from "vitest";
import { uninstallShop } from "#app/features/onboarding/uninstall-shop.server.ts";
import { hasComeBack } from "#app/features/privacy/has-come-back.server.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { mintSessionToken } from "#test/sandbox/shopify/session-token.ts";
import { requestWith, useShopify } from "./use-shopify.ts";

const world = useShopify();
const { running, database } = world;

// In whole seconds, as tokens tell it.
const thisSecond = Math.floor(Date.now() / 1_000);
const secondsAgo = (seconds: number) =>
  new Date((thisSecond - seconds) * 1_000);
const minute = 60;
const day = 24 * 60 * minute;

const shops = { count: 0 };
/** A shop that has had the app for three days. */
async function settle(openedAt: Date) {
  const { shop } = await world.install(`opens-${shops.count++}.myshopify.com`);
  return database.db.shop.update({
    where: { id: shop.id },
    data: { installedAt: secondsAgo(3 * day), openedAt },
  });
}
/** A page of the shop calls, its token so old. */
const call = (shop: string, age: number) =>
  authenticateShop(
    running.app,
    requestWith(
      mintSessionToken({
        ...{ apiKey: "simulated-key", apiSecret: "simulated-secret", shop },
        claims: { iat: thisSecond - age },
      }),
    ),
  );
const openedAt = async (domain: string) => (await world.shop(domain)).openedAt;
const uninstall = (domain: string, triggeredAt: Date) =>
  database.db.$transaction((tx) =>
    uninstallShop(tx, { domain, triggeredAt, now: new Date() }),
  );

it("notes when the newest token of a page was issued, give or take ten seconds", async () => {
  const { domain } = await settle(secondsAgo(40));
  await call(domain, 31);
  expect(await openedAt(domain)).toEqual(secondsAgo(40));
  const noted = secondsAgo(20);
  await call(domain, 20);
  expect(await openedAt(domain)).toEqual(noted);
  await call(domain, 50);
  expect(await openedAt(domain)).toEqual(noted);
});

it("ignores a late uninstall of a shop that was opened since, and minutes before it too", async () => {
  const { domain } = await settle(secondsAgo(5 * minute));
  await call(domain, 0);
  expect(await uninstall(domain, secondsAgo(minute))).toBe(false);
  expect(await world.session(domain)).toBeDefined();
});

it("carries an uninstall out though a page from before it still calls, and what follows it", async () => {
  const { domain } = await settle(secondsAgo(day));
  await call(domain, 50);
  const leftAt = secondsAgo(49);
  const redactAt = new Date(leftAt.getTime() + 2 * day * 1_000);
  await database.db.session.updateMany({ data: { expires: leftAt } });
  expect(
    await hasComeBack(database.db, await world.shop(domain), redactAt),
  ).toBe(false);
  expect(await uninstall(domain, leftAt)).toBe(true);
});

it("installs no shop whose page was opened before it left", async () => {
  const { domain, id } = await settle(secondsAgo(day));
  const left = { state: "uninstalled", uninstalledAt: secondsAgo(20) } as const;
  await database.db.shop.update({ where: { id }, data: left });
  const answer: unknown = await call(domain, 20).catch(
    (thrown: unknown) => thrown,
  );
  expect(answer).toMatchObject({ status: 401 });
  expect(await world.shop(domain)).toMatchObject(left);
  const { shop } = await call(domain, 0);
  expect(shop).toMatchObject({ id, state: "active", uninstalledAt: null });
});

it("takes a shop whose row is missing for installed since its page's token was issued", async () => {
  const { domain, id } = await settle(secondsAgo(day));
  await database.db.shop.delete({ where: { id } });
  const since = secondsAgo(30);
  const { shop } = await call(domain, 30);
  expect(shop).toMatchObject({ installedAt: since, openedAt: since });
  expect(await uninstall(domain, secondsAgo(25))).toBe(true);
});
