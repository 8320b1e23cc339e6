import { beforeEach, describe, expect, it } from "vitest";
import { action } from "#app/routes/app.account.tsx";
import { loadTrouble } from "#app/use-cases/load-trouble.server.ts";
import { account, domain, useSettings } from "./use-settings.ts";

const { database, context, load, request, shop, submit } = useSettings();
const minute = 60_000;

beforeEach(async () => {
  await load(domain);
  await submit({ intent: "save", ...account }, domain);
});

const retry = (intent = "retry") =>
  action({
    request: request("/app/account", domain, new URLSearchParams({ intent })),
    context: context(),
    params: {},
  });
const pause = (
  state: "quota_exhausted" | "invalid_credentials" | "throttled",
  ago = 5 * minute,
) =>
  database.db.keyDeliveryAccount.updateMany({
    data: {
      state,
      lastErrorAt: new Date(Date.now() - ago),
      pausedUntil: new Date(Date.now() + 55 * minute),
    },
  });
const trouble = async () => loadTrouble(context().app, await shop());

describe("trying an account again", () => {
  it("ends its pause, so that the next call may be made", async () => {
    await pause("quota_exhausted");
    expect(await retry()).toEqual({ outcome: "retried" });
    const row = await database.db.keyDeliveryAccount.findFirstOrThrow();
    expect(row.pausedUntil!.getTime()).toBeLessThanOrEqual(Date.now());
    expect(row.state).toBe("quota_exhausted");
  });

  it("wakes what waits for it", async () => {
    await pause("invalid_credentials");
    await retry();
    const { id } = await database.db.keyDeliveryAccount.findFirstOrThrow();
    const jobs = await database.db.$queryRaw`
      SELECT data FROM pgboss.job WHERE name = 'drain-account' AND data->>'accountId' = ${id}`;
    expect(jobs).not.toEqual([]);
  });

  it("waits some seconds after a refusal, so that clicks make no storm", async () => {
    await pause("quota_exhausted", 5_000);
    const before = await database.db.keyDeliveryAccount.findMany();
    expect(await retry()).toEqual({ outcome: "too_soon" });
    expect(await database.db.keyDeliveryAccount.findMany()).toEqual(before);
  });

  it("leaves KeyDelivery the time that it asked for, and then goes on", async () => {
    await pause("throttled");
    const before = await database.db.keyDeliveryAccount.findMany();
    expect(await retry()).toEqual({ outcome: "throttled" });
    expect(await database.db.keyDeliveryAccount.findMany()).toEqual(before);
    await database.db.keyDeliveryAccount.updateMany({
      data: { pausedUntil: new Date(Date.now() - minute) },
    });
    expect(await retry()).toEqual({ outcome: "retried" });
  });

  it("says that an account works where it does", async () => {
    expect(await retry()).toEqual({ outcome: "working" });
  });

  it.each(["", "other"])("answers 400 to the intent '%s'", async (intent) => {
    await expect(retry(intent)).rejects.toMatchObject({ status: 400 });
  });
});

describe("the banner", () => {
  it("is about nothing while all is well", async () => {
    expect(await trouble()).toBeNull();
  });

  it.each(["quota_exhausted", "invalid_credentials"] as const)(
    "is about an account that is %s",
    async (state) => {
      await pause(state);
      expect(await trouble()).toEqual({
        kind: "account",
        account: "own",
        state,
        waiting: { count: 0, more: false },
      });
    },
  );

  it("leaves out an account that is only slowed down", async () => {
    await pause("throttled");
    expect(await trouble()).toBeNull();
  });

  it("asks for the permission that writing back needs, until it is there", async () => {
    await database.db.shop.updateMany({ data: { writeBack: true } });
    expect(await trouble()).toEqual({ kind: "permission" });
    await database.db.shop.updateMany({
      data: { grantedScopes: "read_orders,write_fulfillments" },
    });
    expect(await trouble()).toBeNull();
  });
});

describe("the quota on the operator's account", () => {
  const use = async (used: number) => {
    const { db } = database;
    await db.keyDeliveryAccount.deleteMany();
    const operator = await db.keyDeliveryAccount.create({
      data: { apiKeyHint: "", fingerprint: "operator" },
    });
    const now = new Date();
    const { id: shopId } = await shop();
    await db.quotaUsage.create({
      data: {
        accountId: operator.id,
        shopId,
        month: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())),
        used,
      },
    });
  };
  const asOperator = async () => {
    const { app } = context();
    const env = {
      ...app.env,
      shopQuota: 100,
      operatorAccount: { apiKey: "key", apiSecret: "secret" },
    };
    return loadTrouble({ ...app, env }, await shop());
  };

  it.each([
    [79, null],
    [80, { kind: "quota", level: "low", used: 80, limit: 100 }],
    [100, { kind: "quota", level: "gone", used: 100, limit: 100 }],
  ])("at %s of 100 tells %j", async (used, told) => {
    await use(used);
    if (told) expect(await asOperator()).toMatchObject(told);
    else expect(await asOperator()).toBeNull();
  });
});
