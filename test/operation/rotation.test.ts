import { createHmac, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openShop } from "#test/sandbox/start-sandbox.ts";
import { dumpTables, formsOf } from "./dump-tables.ts";
import {
  domain,
  newKey,
  newSecret,
  oldKey,
  oldSecret,
  operator,
  own,
  person,
  useRotation,
} from "./use-rotation.ts";

const root = path.resolve(import.meta.dirname, "../..");
const isBuilt = existsSync(path.join(root, "build/server/index.js"));

// One story of real processes: each step goes on where the last one ended.
describe.runIf(isBuilt)("rotating secrets", { timeout: 180_000 }, () => {
  const {
    database,
    running,
    logs,
    restart,
    reseal,
    asMerchant,
    proxy,
    shipped,
  } = useRotation();

  // What authenticates a push: the last part of each address that KeyDelivery was given.
  const callbackTokens = () =>
    running.keydelivery
      .trackings()
      .flatMap(({ webhookUrl }) => webhookUrl?.split("/").at(-1) ?? []);
  // The first page of a shop exchanges its token more than once.
  const exchangedFor = () => [...new Set(running.shopify.journal.exchanges)];

  it("reads what the old APP_SECRET sealed, and writes with the new one", async () => {
    await shipped("ROT0000001");
    await restart({
      APP_SECRET: newSecret,
      APP_SECRET_PREVIOUS: oldSecret,
      SHOPIFY_API_SECRET: oldKey,
    });
    await shipped("ROT0000002");
    const page = await asMerchant("/app/shipments");
    expect(page.status).toBe(200);
    expect(exchangedFor()).toEqual([domain]);
    await openShop(running, "two.myshopify.com");
    const sessions = await database.db.session.findMany();
    const prefixes = sessions.map(({ accessToken }) =>
      accessToken.slice(0, 11),
    );
    expect(new Set(prefixes).size).toBe(2);
  });

  it("seals all anew while the app runs, after which the old secret can go", async () => {
    const both = {
      APP_SECRET: newSecret,
      APP_SECRET_PREVIOUS: oldSecret,
      SHOPIFY_API_SECRET: oldKey,
    };
    // Without the old secret it says what it cannot read, and fails.
    const without = await reseal({
      APP_SECRET: newSecret,
      SHOPIFY_API_SECRET: oldKey,
    });
    expect(without.code).toBe(1);
    expect(without.text).toContain("session: neither secret opens");
    const { code, text } = await reseal(both);
    expect(code).toBe(0);
    expect(text).toContain("session: 2 values sealed anew");
    expect(text).toContain("callback_key: 1 values sealed anew");
    expect((await reseal(both)).text).toContain("session: 0 values");
    await restart({ APP_SECRET: newSecret, SHOPIFY_API_SECRET: oldKey });
    await shipped("ROT0000003");
    expect((await asMerchant("/app/shipments")).status).toBe(200);
    expect(exchangedFor()).toHaveLength(2);
  });

  it("accepts what either of Shopify's secrets signed, and asks for tokens with the new one", async () => {
    const { shopify } = running;
    shopify.rotateSecret(newKey);
    await restart({
      APP_SECRET: newSecret,
      SHOPIFY_API_SECRET: newKey,
      SHOPIFY_API_SECRET_PREVIOUS: oldKey,
    });
    // Shopify signs with the old one until that is revoked.
    await shipped("ROT0000004");
    await openShop(running, "three.myshopify.com");
    expect(exchangedFor()).toHaveLength(3);
    expect((await asMerchant("/app/shipments")).status).toBe(200);
    expect(
      (await asMerchant(`/api/orders/${running.shop.orders[0]!.id}`)).status,
    ).toBe(200);
    expect(await proxy(oldKey)).toBe(200);
    shopify.revokeOldSecret();
    await shipped("ROT0000005");
    await openShop(running, "four.myshopify.com");
    expect(
      (await asMerchant(`/api/orders/${running.shop.orders[0]!.id}`)).status,
    ).toBe(200);
    expect(await proxy(newKey)).toBe(200);
    expect(await proxy("another-secret")).toBeGreaterThanOrEqual(400);
  });

  it("refuses the old secret of Shopify once it is dropped", async () => {
    await restart({ APP_SECRET: newSecret, SHOPIFY_API_SECRET: newKey });
    await shipped("ROT0000006");
    expect(await proxy(newKey)).toBe(200);
    expect(await proxy(oldKey)).toBeGreaterThanOrEqual(400);
  });

  it("makes another callback key while the app runs, and takes pushes of both", async () => {
    const secrets = { APP_SECRET: newSecret, SHOPIFY_API_SECRET: newKey };
    const { code, text } = await reseal(secrets, "--new-callback-key");
    expect(code).toBe(0);
    expect(text).toContain("callback key 2 is made");
    await shipped("ROT0000007");
    // Ten minutes later.
    await database.db.callbackKey.updateMany({
      where: { id: 2 },
      data: { createdAt: new Date(Date.now() - 11 * 60_000) },
    });
    await restart(secrets);
    await shipped("ROT0000008");
    await running.keydelivery.pushNow("ROT0000007", {
      scans: [{ context: "Departed", code: "101" }],
    });
    const keyOf = async (number: string) => {
      const where = { number };
      const row = await database.db.tracking.findFirst({ where });
      return row?.callbackKeyId;
    };
    expect(await keyOf("ROT0000007")).toBe(1);
    expect(await keyOf("ROT0000008")).toBe(2);
    const { ref } = await database.db.tracking.findFirstOrThrow({
      where: { number: "ROT0000007" },
    });
    await expect
      .poll(() =>
        database.db.push.count({
          where: { ref, processedAt: { not: null } },
        }),
      )
      .toBe(2);
  });

  it("left no secret readable in any table, in whatever form", async () => {
    const dump = await dumpTables(database.pool);
    const lower = dump.toLowerCase();
    const tokens = [
      ...running.shop.accessTokens,
      ...running.shop.refreshTokens,
    ].map(({ token }) => token);
    const secrets = [
      ...[operator, own].flatMap(({ apiKey, apiSecret }) => [
        apiKey,
        apiSecret,
      ]),
      ...[oldSecret, newSecret, oldKey, newKey],
      ...tokens,
      ...callbackTokens(),
    ];
    expect(tokens.length).toBeGreaterThan(1);
    expect(callbackTokens().length).toBe(8);
    const readable = secrets.filter((secret) =>
      formsOf(secret).some(
        (form) => dump.includes(form) || lower.includes(form),
      ),
    );
    expect(readable).toEqual([]);
    // The search finds what is there: in a column of text, and in a body of bytes.
    const [asItIs, hex] = formsOf("ROT0000001");
    expect(dump).toContain(asItIs);
    expect(dump).toContain(hex);
  });

  it("logged a line for each request and job, and in none of them a secret or a person", async () => {
    const send = (body: string) =>
      fetch(`${running.app.url}/webhooks/shopify`, {
        method: "POST",
        body,
        headers: {
          "x-shopify-topic": "fulfillments/update",
          "x-shopify-hmac-sha256": createHmac("sha256", newKey)
            .update(body)
            .digest("base64"),
          "x-shopify-shop-domain": domain,
          "x-shopify-webhook-id": randomUUID(),
        },
      }).then(({ status }) => status);
    const customer = { name: person, email: "anna@planted.example" };
    expect(await send(JSON.stringify({ id: person, customer }))).toBe(200);
    expect(await send(`{"id": ${person}`)).toBe(400);
    await expect
      .poll(() =>
        database.db.webhookDelivery.count({ where: { outcome: "unreadable" } }),
      )
      .toBe(1);
    await running.app.stop();
    const log = [...logs, running.app.log()].join("\n");
    const tokens = [
      ...running.shop.accessTokens,
      ...running.shop.refreshTokens,
    ].map(({ token }) => token);
    expect(callbackTokens().length).toBeGreaterThan(5);
    const kept = [
      ...[operator, own].flatMap(({ apiKey, apiSecret }) => [
        apiKey,
        apiSecret,
      ]),
      ...[oldSecret, newSecret, oldKey, newKey, ...tokens, ...callbackTokens()],
      ...["Anna", "Planted", "1234567", "id_token", "eyJ"],
    ].filter((planted) => log.includes(planted));
    expect(kept).toEqual([]);
    const lines = log
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const ofWebhook = (msg: string) =>
      lines.filter(
        (line) => line.msg === msg && line.topic === "fulfillments/create",
      );
    expect(ofWebhook("request").length).toBe(8);
    expect(ofWebhook("job")[0]).toMatchObject({
      shop: domain,
      job: "process-delivery",
      ms: expect.any(Number) as number,
    });
    expect(
      lines.some(
        (line) => line.path === "/app/shipments" && line.shop === domain,
      ),
    ).toBe(true);
  });
});
