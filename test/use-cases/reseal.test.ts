import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { connectAccount } from "#app/features/accounts/connect-account.server.ts";
import { openCredentials } from "#app/features/accounts/open-credentials.server.ts";
import { formerCallbackKeyPurpose } from "#app/features/trackings/callback-key-purpose.ts";
import { loadCallbackTokens } from "#app/features/trackings/load-callback-tokens.server.ts";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { tokenPurpose } from "#app/shopify/sealed-session.server.ts";
import { reseal } from "#app/use-cases/reseal.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const first = "the first secret of at least 32 bytes";
const second = "the second secret of at least 32 bytes";
const before = createSealer({ current: first });
const meanwhile = createSealer({ current: second, previous: first });
const after = createSealer({ current: second });
const credentials = { apiKey: "own-key-1234", apiSecret: "own-secret" };
const database = useTestDatabase();

const sessionRow = (id: string, sealer = before) => ({
  id,
  shop: "one.myshopify.com",
  state: "",
  accessToken: sealer.seal(`token of ${id}`, tokenPurpose(id, "accessToken")),
  refreshToken: null,
});

async function sealEverything(sessions = 3) {
  const { db } = database;
  const shop = await db.shop.create({
    data: { domain: "one.myshopify.com", installedAt: new Date() },
  });
  await db.session.createMany({
    data: Array.from({ length: sessions }, (_, at) =>
      sessionRow(`offline_${at}`),
    ),
  });
  const input = { ...credentials, shopId: shop.id, actor: "staff:1" };
  const { accountId } = await db.$transaction((tx) =>
    connectAccount(tx, before, { ...input, now: new Date() }),
  );
  await loadCallbackTokens(db, before, new Date());
  return accountId;
}

const subject = { fingerprint: "f", carrierId: "ups", number: "1Z" };
const tokenWith = async (sealer: typeof before) => {
  const tokens = await loadCallbackTokens(database.db, sealer, new Date());
  return tokens.tokenOf(tokens.refOf(subject));
};

const sumOf = (results: Awaited<ReturnType<typeof reseal>>) => ({
  resealed: results.reduce((sum, one) => sum + one.resealed, 0),
  unreadable: results.flatMap((one) => one.unreadable),
  left: results.reduce((sum, one) => sum + one.left, 0),
});

describe("sealing anew", () => {
  it("leaves everything readable without the old secret, in many batches, and does nothing twice", async () => {
    const accountId = await sealEverything(450);
    const token = await tokenWith(before);
    expect(sumOf(await reseal(database.pool, meanwhile))).toEqual({
      resealed: 453,
      unreadable: [],
      left: 0,
    });
    const account = await database.db.keyDeliveryAccount.findUniqueOrThrow({
      where: { id: accountId },
    });
    expect(openCredentials(after, account)).toEqual(credentials);
    for (const { id, accessToken } of await database.db.session.findMany())
      expect(after.open(accessToken, tokenPurpose(id, "accessToken"))).toBe(
        `token of ${id}`,
      );
    expect(await tokenWith(after)).toBe(token);
    expect(sumOf(await reseal(database.pool, meanwhile)).resealed).toBe(0);
  });

  it("leaves a value as it became that the app wrote meanwhile", async () => {
    await sealEverything(1);
    const [row] = await database.db.session.findMany();
    const written = meanwhile.seal(
      "newer",
      tokenPurpose(row!.id, "accessToken"),
    );
    const client = await database.pool.connect();
    await client.query("BEGIN");
    await client.query('UPDATE session SET "accessToken" = $1', [written]);
    const resealing = reseal(database.pool, meanwhile);
    // It read the old value, and waits for the row.
    await sleep(300);
    await client.query("COMMIT");
    client.release();
    await resealing;
    const [now] = await database.db.session.findMany();
    expect(now!.accessToken).toBe(written);
  });

  it("binds callback keys of earlier versions to their row", async () => {
    const key = Buffer.alloc(32, 5);
    await database.db.callbackKey.create({
      data: {
        keySealed: before.seal(
          key.toString("base64url"),
          formerCallbackKeyPurpose,
        ),
      },
    });
    expect(sumOf(await reseal(database.pool, before)).resealed).toBe(1);
    const [row] = await database.db.callbackKey.findMany();
    expect(() => before.open(row!.keySealed, formerCallbackKeyPurpose)).toThrow(
      "belongs elsewhere",
    );
    const expected = createCallbackTokens(new Map([[row!.id, key]]));
    expect(await tokenWith(before)).toBe(
      expected.tokenOf(expected.refOf(subject)),
    );
  });

  it("names what neither secret opens, and goes on with the rest", async () => {
    await sealEverything(2);
    const lost = createSealer({
      current: "a lost secret of 32 bytes at least",
    });
    await database.db.session.create({ data: sessionRow("offline_x", lost) });
    expect(sumOf(await reseal(database.pool, meanwhile))).toEqual({
      resealed: 5,
      unreadable: ["offline_x accessToken"],
      left: 1,
    });
  });
});
