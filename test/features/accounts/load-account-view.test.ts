import { beforeEach, describe, expect, it } from "vitest";
import { connectAccount } from "#app/features/accounts/connect-account.server.ts";
import { loadAccountView } from "#app/features/accounts/load-account-view.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const sealer = createSealer({
  current: "a secret of at least 32 bytes in tests",
});
const now = new Date("2026-11-23T10:00:00Z");

let shopId: string;
beforeEach(async () => {
  shopId = await createShop("one.myshopify.com");
});

async function createShop(domain: string) {
  const shop = await database.db.shop.create({
    data: { domain, installedAt: now },
  });
  return shop.id;
}
const view = (operatorAvailable: boolean) =>
  loadAccountView(database.db, shopId, {
    shopQuota: 1_000,
    now,
    operatorAvailable,
  });
const createOperator = () =>
  database.db.keyDeliveryAccount.create({
    data: {
      apiKeyHint: "0000",
      fingerprint: "operator",
      state: "throttled",
      pausedUntil: now,
    },
  });
const wait = (accountId: string, shop: string, number: string) =>
  database.db.tracking.create({
    data: {
      accountId,
      shopId: shop,
      carrierId: "usps",
      number,
      ref: number,
      callbackKeyId: 1,
    },
  });

it("is none without an account of the shop's or the operator's", async () => {
  expect(await view(false)).toMatchObject({ kind: "none", hint: null });
});

it("is the operator's, without the end of its key, when the shop has none", async () => {
  await createOperator();
  expect(await view(true)).toMatchObject({
    kind: "operator",
    hint: null,
    state: "throttled",
    pausedUntil: now.toISOString(),
  });
});

it("is the operator's although its row is not there yet", async () => {
  expect(await view(true)).toMatchObject({ kind: "operator", state: "active" });
});

it("is the shop's own when there is one, without its key or secret", async () => {
  await createOperator();
  const apiKey = "planted-key-1a2B";
  await database.db.$transaction((tx) =>
    connectAccount(tx, sealer, {
      shopId,
      actor: "staff:1",
      now,
      apiKey,
      apiSecret: "planted-secret",
    }),
  );
  const answer = await view(true);
  expect(answer).toMatchObject({ kind: "own", hint: "1a2B", state: "active" });
  const [row] = await database.db.keyDeliveryAccount.findMany({
    where: { shopId },
  });
  const text = JSON.stringify(answer);
  for (const secret of [
    apiKey,
    "planted-secret",
    row!.apiKeySealed!,
    row!.apiSecretSealed!,
    row!.fingerprint,
  ])
    expect(text).not.toContain(secret);
});

it("counts the parcels of this shop that wait, not those of others on the same account", async () => {
  const operator = await createOperator();
  const otherShopId = await createShop("two.myshopify.com");
  await wait(operator.id, shopId, "A1");
  await wait(operator.id, shopId, "A2");
  await wait(operator.id, otherShopId, "B1");
  await database.db.tracking.update({
    where: { id: (await wait(operator.id, shopId, "A3")).id },
    data: { registration: "registered" },
  });
  await database.db.tracking.update({
    where: { id: (await wait(operator.id, shopId, "A4")).id },
    data: { registration: "over_quota" },
  });
  expect((await view(true)).waiting).toEqual({ count: 3, more: false });
});

describe("the quota", () => {
  const use = (accountId: string, month: string, used: number) =>
    database.db.quotaUsage.create({
      data: { accountId, shopId, month: new Date(month), used },
    });

  it("is what the shop used of the operator's account this month", async () => {
    const { id } = await createOperator();
    await use(id, "2026-10-01", 900);
    await use(id, "2026-11-01", 312);
    expect((await view(true)).quota).toEqual({
      limit: 1_000,
      used: 312,
      resetsAt: "2026-12-01T00:00:00.000Z",
    });
  });

  it("is untouched when the shop used nothing yet", async () => {
    await createOperator();
    expect((await view(true)).quota).toMatchObject({ used: 0 });
  });

  it("is none on an account of the shop's own", async () => {
    await createOperator();
    await database.db.keyDeliveryAccount.create({
      data: { shopId, apiKeyHint: "1a2B", fingerprint: "own" },
    });
    expect((await view(true)).quota).toBeNull();
  });
});
