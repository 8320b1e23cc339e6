import { beforeEach, expect, it } from "vitest";
import { takeShare } from "#app/features/accounts/take-share.server.ts";
import { takeLookUpSlot } from "#app/features/storefront/take-look-up-slot.server.ts";
import { checkCredentials } from "#app/use-cases/check-credentials.server.ts";
import { findOrdersByContact } from "#app/use-cases/find-shopper-orders.server.ts";
import { takeAllowance } from "#app/use-cases/take-allowance.server.ts";
import { testNumber } from "#app/use-cases/test-number.server.ts";
import { lookUpsOf } from "#app/use-cases/turns-of-shop.server.ts";
import { visitorKeyOf } from "#app/use-cases/visitor-key.server.ts";
import { domain, otherDomain, useCore } from "#test/worker/use-core.ts";

const { core, database, deliver } = useCore();

const keys = async () =>
  (await database.db.lookUpSlot.findMany()).map(({ key }) => key);
const isHashed = (key: string) => /^[\w-]{43}$/.test(key);
const mine = () =>
  database.db.shop.findUniqueOrThrow({ where: { id: core.shopId } });

/** Every turn that a shop's people and shoppers can take. */
async function takeAll(shopDomain: string) {
  const { app } = core;
  const now = app.clock.now();
  const shop = await database.db.shop.update({
    where: { domain: shopDomain },
    data: { contactLookUp: true },
  });
  const { id: shopId } = shop;
  const own = await database.db.keyDeliveryAccount.create({
    data: { shopId, apiKeyHint: "1111", fingerprint: shopDomain },
  });
  const visitor = { domain: shopDomain, visitor: "192.0.2.1", now };
  await takeLookUpSlot(app.db, {
    shopKey: lookUpsOf(shopDomain),
    visitorKey: visitorKeyOf(app, visitor),
    now,
  });
  const contact = { orderKey: "1001", contact: "jo@example.com" };
  await findOrdersByContact(app, shop, contact);
  const credentials = { apiKey: "some-key", apiSecret: "some-secret" };
  await checkCredentials(app, { shopId, credentials });
  const { signal } = new AbortController();
  await testNumber(app, { shopId, number: "1Z1", signal });
  await takeShare(app.db, { accountId: own.id, rate: 10, now });
  const account = { shopId: null };
  await takeAllowance(
    { db: app.db, clock: app.clock, env: { ...app.env, shopQuota: 10 } },
    { what: "detect", account, domain: shopDomain },
  );
}

beforeEach(() => takeAll(domain));

it("turns are counted under the shop or a keyed hash, never under what a shopper typed", async () => {
  const { id } = await mine();
  const { id: accountId } =
    await database.db.keyDeliveryAccount.findFirstOrThrow({
      where: { shopId: id },
    });
  const all = await keys();
  expect(all.filter((key) => !isHashed(key)).sort()).toEqual(
    [
      `contact ${domain}`,
      `credentials:${id}`,
      `share ${accountId}`,
      `shop ${domain}`,
      `test:${id}`,
    ].sort(),
  );
  // The visitor's, the order's, and what the operator's account allows.
  expect(all.filter(isHashed)).toHaveLength(3);
});

it("shop/redact leaves none that names the shop, and all of another's", async () => {
  const hashed = (await keys()).filter(isHashed);
  await takeAll(otherDomain);
  const before = await keys();
  const named = before.filter((key) => !isHashed(key));
  const { id } = await mine();
  const { id: accountId } =
    await database.db.keyDeliveryAccount.findFirstOrThrow({
      where: { shopId: id },
    });
  await deliver("shop/redact", { shop_id: 1, shop_domain: domain });
  const after = await keys();
  for (const word of [domain, id, accountId])
    expect(after.filter((key) => key.includes(word))).toEqual([]);
  expect(after.filter((key) => !isHashed(key))).toHaveLength(named.length / 2);
  for (const key of hashed) expect(after).toContain(key);
});
