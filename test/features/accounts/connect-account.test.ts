import { beforeEach, describe, expect, it } from "vitest";
import { connectAccount } from "#app/features/accounts/connect-account.server.ts";
import { fingerprintOf } from "#app/features/accounts/account-fingerprint.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const sealer = createSealer({
  current: "a secret of at least 32 bytes in tests",
});
const now = new Date("2026-11-23T10:00:00Z");
const actor = "staff:1";
const first = { apiKey: "first-key-1a2B", apiSecret: "planted-first-secret" };
const second = {
  apiKey: "second-key-9z8Y",
  apiSecret: "planted-second-secret",
};

let shopId: string;
beforeEach(async () => {
  shopId = (await createShop("one.myshopify.com")).id;
});

const createShop = (domain: string) =>
  database.db.shop.create({ data: { domain, installedAt: now } });
const connect = (credentials: typeof first, shop = shopId, at = now) =>
  database.db.$transaction((tx) =>
    connectAccount(tx, sealer, {
      shopId: shop,
      actor,
      now: at,
      ...credentials,
    }),
  );
const accounts = (shop = shopId) =>
  database.db.keyDeliveryAccount.findMany({
    where: { shopId: shop },
    orderBy: { id: "asc" },
  });

describe("the first account", () => {
  it("is current and active, and opens to what was given", async () => {
    const { accountId } = await connect(first);
    const [row] = await accounts();
    expect(row).toMatchObject({
      id: accountId,
      current: true,
      state: "active",
      apiKeyHint: "1a2B",
      fingerprint: fingerprintOf(first.apiKey),
      replacedAt: null,
    });
    expect(openCredentials(sealer, row!)).toEqual(first);
  });

  it("leaves neither key nor secret in the clear in any row", async () => {
    await connect(first);
    const everything = await dumpAllRows();
    expect(everything).toContain("account_connected");
    expect(everything).not.toContain(first.apiKey);
    expect(everything).not.toContain(first.apiSecret);
  });

  it("is sealed to its row and field, so that it opens nowhere else", async () => {
    await connect(first);
    const other = await createShop("two.myshopify.com");
    await connect(second, other.id);
    const [mine] = await accounts();
    const [theirs] = await accounts(other.id);
    expect(() =>
      openCredentials(sealer, {
        ...theirs!,
        apiSecretSealed: mine!.apiSecretSealed,
      }),
    ).toThrow("belongs elsewhere");
    expect(() =>
      openCredentials(sealer, {
        ...mine!,
        apiKeySealed: mine!.apiSecretSealed,
      }),
    ).toThrow("belongs elsewhere");
  });

  it("is in the audit trail with the end of its key only", async () => {
    await connect(first);
    expect(
      await database.db.auditEntry.findMany({ where: { shopId } }),
    ).toMatchObject([
      {
        actor,
        action: "account_connected",
        detail: { apiKeyHint: "1a2B", newKey: true },
      },
    ]);
  });

  it("shows no more than half of a very short key", async () => {
    await connect({ apiKey: "KEY", apiSecret: "SECRET" });
    expect((await accounts())[0]?.apiKeyHint).toBe("Y");
  });
});

describe("another key", () => {
  it("gets a row of its own, and the old one keeps its credentials for its trackings", async () => {
    const { accountId: oldId } = await connect(first);
    const later = new Date("2026-11-24T10:00:00Z");
    const result = await connect(second, shopId, later);
    expect(result.replacedAccountId).toBe(oldId);
    const [old, current] = await accounts();
    expect(old).toMatchObject({ current: false, replacedAt: later });
    expect(openCredentials(sealer, old!)).toEqual(first);
    expect(current).toMatchObject({ current: true, apiKeyHint: "9z8Y" });
    expect(openCredentials(sealer, current!)).toEqual(second);
  });

  it("leaves another shop's account and the operator's alone", async () => {
    const other = await createShop("two.myshopify.com");
    await connect(first, other.id);
    await database.db.keyDeliveryAccount.create({
      data: { apiKeyHint: "", fingerprint: fingerprintOf("operator") },
    });
    const before = await database.db.keyDeliveryAccount.findMany();
    await connect(first);
    await connect(second);
    const after = await database.db.keyDeliveryAccount.findMany();
    expect(after.filter((row) => row.shopId !== shopId)).toHaveLength(2);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(before).toHaveLength(2);
  });
});

describe("the same key again", () => {
  it("takes the new secret into its row and ends a pause", async () => {
    const { accountId } = await connect(first);
    await database.db.keyDeliveryAccount.update({
      where: { id: accountId },
      data: {
        state: "invalid_credentials",
        pausedUntil: new Date("2026-11-23T16:00:00Z"),
        lastErrorCode: "104",
        lastErrorAt: now,
      },
    });
    await connect({ ...first, apiSecret: "rotated" });
    const rows = await accounts();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: accountId,
      current: true,
      state: "active",
      pausedUntil: null,
      lastErrorCode: null,
      lastErrorAt: null,
    });
    expect(openCredentials(sealer, rows[0]!)?.apiSecret).toBe("rotated");
  });

  it("gets its row back after another key was used in between", async () => {
    const { accountId } = await connect(first);
    await connect(second);
    await connect(first);
    const rows = await accounts();
    expect(rows).toHaveLength(2);
    expect(rows.filter((row) => row.current).map((row) => row.id)).toEqual([
      accountId,
    ]);
    expect(rows[0]?.replacedAt).toBeNull();
  });
});

it("ends with one current account when two people save at once", async () => {
  await Promise.all([connect(first), connect(second), connect(first)]);
  const rows = await accounts();
  expect(rows).toHaveLength(2);
  expect(rows.filter((row) => row.current)).toHaveLength(1);
});

async function dumpAllRows() {
  const [rows] = await database.db.$queryRaw<{ dump: string }[]>`
    SELECT database_to_xml(true, false, '')::text AS dump`;
  return rows!.dump;
}
