import { beforeEach, expect, it } from "vitest";
import { connectAccount } from "#app/features/accounts/connect-account.server.ts";
import { disconnectAccount } from "#app/features/accounts/disconnect-account.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const sealer = createSealer({
  current: "a secret of at least 32 bytes in tests",
});
const now = new Date("2026-11-23T10:00:00Z");
const actor = "staff:1";

let shopId: string;
let otherShopId: string;
beforeEach(async () => {
  shopId = await createShop("one.myshopify.com");
  otherShopId = await createShop("two.myshopify.com");
  await connect(otherShopId, "other-key");
});

async function createShop(domain: string) {
  const shop = await database.db.shop.create({
    data: { domain, installedAt: now },
  });
  return shop.id;
}
const connect = (shop: string, apiKey: string) =>
  database.db.$transaction((tx) =>
    connectAccount(tx, sealer, {
      shopId: shop,
      actor,
      now,
      apiKey,
      apiSecret: "planted-secret",
    }),
  );
const disconnect = () =>
  database.db.$transaction((tx) =>
    disconnectAccount(tx, { shopId, actor, now }),
  );
const accounts = (shop: string) =>
  database.db.keyDeliveryAccount.findMany({ where: { shopId: shop } });

it("erases every credential the shop ever gave, and keeps the rows for their trackings", async () => {
  await connect(shopId, "first-key");
  const { accountId } = await connect(shopId, "second-key");
  expect(await disconnect()).toBe(accountId);
  const rows = await accounts(shopId);
  expect(rows).toHaveLength(2);
  for (const row of rows)
    expect(row).toMatchObject({
      current: false,
      replacedAt: now,
      apiKeySealed: null,
      apiSecretSealed: null,
    });
});

it("leaves another shop's account as it was", async () => {
  const before = await accounts(otherShopId);
  await connect(shopId, "first-key");
  await disconnect();
  expect(await accounts(otherShopId)).toEqual(before);
  expect(before[0]?.apiSecretSealed).toBeTruthy();
});

it("is in the audit trail once, and changes nothing when done again", async () => {
  await connect(shopId, "first-key");
  await disconnect();
  expect(await disconnect()).toBeUndefined();
  const entries = await database.db.auditEntry.findMany({
    where: { shopId, action: "account_disconnected" },
  });
  expect(entries).toMatchObject([{ actor, detail: { apiKeyHint: "-key" } }]);
});

it("gives a key that is connected again its old row", async () => {
  const { accountId } = await connect(shopId, "first-key");
  await disconnect();
  expect((await connect(shopId, "first-key")).accountId).toBe(accountId);
  const [row] = await accounts(shopId);
  expect(row).toMatchObject({ current: true, replacedAt: null });
  expect(row?.apiSecretSealed).toBeTruthy();
});
