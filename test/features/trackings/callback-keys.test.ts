import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { callbackKeyPurpose } from "#app/features/trackings/callback-key-purpose.ts";
import { loadCallbackTokens } from "#app/features/trackings/load-callback-tokens.server.ts";
import { makeCallbackKey } from "#app/features/trackings/make-callback-key.server.ts";
import { openCallbackTokens } from "#app/features/trackings/open-callback-tokens.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { tidy } from "#app/worker/tidy.ts";
import { serveIngress } from "#test/ingress/serve-ingress.ts";
import { fulfillment, useCore } from "#test/worker/use-core.ts";

const { database, time, core, deliver, drain, push, tracking } = useCore();
const dayMs = 86_400_000;
const subject = { fingerprint: "f", carrierId: "ups", number: "1Z" };
const tokenWith = (tokens: CallbackTokens, keyId: number) =>
  tokens.tokenOf(tokens.refOf(subject, keyId), keyId);
const load = () =>
  loadCallbackTokens(database.db, core.app.sealer, core.app.clock.now());
const makeKey = async () => {
  const { id } = await database.db.$transaction((tx) =>
    makeCallbackKey(tx, core.app.sealer),
  );
  // Made on the app's clock.
  await database.db.callbackKey.update({
    where: { id },
    data: { createdAt: core.app.clock.now() },
  });
  return id;
};
const heldAfter = async (days: number) => {
  time.offsetMs = days * dayMs;
  await tidy(core.app);
  core.app.callbackTokens = await load();
  return core.app.callbackTokens.keyIds;
};
const ship = (number: string) =>
  deliver("fulfillments/create", fulfillment({ tracking_numbers: [number] }));
const ids = { first: 0, second: 0 };

beforeEach(async () => {
  core.app.callbackTokens = await load();
  ids.first = core.app.callbackTokens.currentKeyId;
});

describe("a new key", () => {
  it("is known to running processes before any of them uses it", async () => {
    const { callbackTokens, close } = await openCallbackTokens(core.app, 20);
    onTestFinished(close);
    ids.second = await makeKey();
    await expect.poll(() => callbackTokens.keyIds).toContain(ids.second);
    expect(callbackTokens.currentKeyId).toBe(ids.first);
    const token = tokenWith(callbackTokens, ids.second);
    expect(callbackTokens.verify(token)).toBeDefined();
    time.offsetMs = 9.9 * 60_000;
    expect((await load()).currentKeyId).toBe(ids.first);
    time.offsetMs = 10.1 * 60_000;
    await expect.poll(() => callbackTokens.currentKeyId).toBe(ids.second);
  });

  it("has no tokens kept in rows, unlike one that the release before made", async () => {
    const { rows } = await database.pool.query<{ id: number }>(
      "INSERT INTO callback_key (key_sealed) VALUES ('') RETURNING id",
    );
    const { id } = rows[0]!;
    const keySealed = core.app.sealer.seal(
      Buffer.alloc(32, 9).toString("base64url"),
      callbackKeyPurpose(id),
    );
    await database.db.callbackKey.update({
      where: { id },
      data: { keySealed },
    });
    const tokens = await load();
    expect(tokens.areKept(ids.first)).toBe(false);
    expect(tokens.areKept(id)).toBe(true);
  });

  it("leaves those that are held as they are while they cannot be read", async () => {
    const warn = vi.fn();
    const { db, sealer, clock } = core.app;
    const { callbackTokens, close } = await openCallbackTokens(
      { db, sealer, clock, logger: { warn } },
      20,
    );
    onTestFinished(close);
    const token = tokenWith(callbackTokens, ids.first);
    await database.db.callbackKey.updateMany({ data: { keySealed: "lost" } });
    await expect
      .poll(() => warn.mock.calls)
      .toContainEqual([expect.anything(), "callback keys not read"]);
    expect(callbackTokens.verify(token)).toBeDefined();
  });
});

describe("a key that was replaced", () => {
  it("retires 120 days after the last registration with it, and the newest never does", async () => {
    await ship("USED1");
    await drain();
    expect(await heldAfter(60)).toEqual([ids.first]);
    ids.second = await makeKey();
    // By a process that had not learned of the newer one, or for a number that has its address at KeyDelivery.
    await database.db.tracking.updateMany({
      data: { registeredAt: new Date(Date.now() + 80 * dayMs) },
    });
    expect(await heldAfter(199)).toEqual([ids.first, ids.second]);
    expect(await heldAfter(201)).toEqual([ids.second]);
    expect(await heldAfter(2_000)).toEqual([ids.second]);
  });

  it("stays for 120 days although no tracking has it: a redacted one is pushed all the same", async () => {
    ids.second = await makeKey();
    expect(await heldAfter(119)).toContain(ids.first);
    expect(await heldAfter(121)).toEqual([ids.second]);
  });

  it("stays while pushes come, and while a parcel waits to be registered", async () => {
    await ship("PUSHED");
    await drain();
    await ship("WAITS");
    ids.second = await makeKey();
    expect(await heldAfter(100)).toContain(ids.first);
    const { ref } = await tracking("PUSHED");
    const body = { carrier_id: "ups", tracking_number: "PUSHED", items: [] };
    await push(ref, body);
    await database.db.tracking.updateMany({
      where: { number: "PUSHED" },
      data: { lastPushAt: core.app.clock.now() },
    });
    await database.db.tracking.updateMany({
      where: { number: "WAITS" },
      data: { registration: "dormant" },
    });
    expect(await heldAfter(219)).toContain(ids.first);
    await database.db.tracking.updateMany({
      where: { number: "WAITS" },
      data: { registration: "over_quota" },
    });
    expect(await heldAfter(221)).toContain(ids.first);
    await database.db.tracking.updateMany({
      where: { number: "WAITS" },
      data: { registration: "dormant" },
    });
    expect(await heldAfter(221)).toEqual([ids.second]);
  });

  it("is refused like a forgery from then on, by processes that run", async () => {
    const { callbackTokens, close } = await openCallbackTokens(core.app, 20);
    onTestFinished(close);
    const ingress = await serveIngress({
      pool: database.pool,
      queue: core.app.queue,
      callbackTokens,
    });
    onTestFinished(ingress.close);
    const token = tokenWith(callbackTokens, ids.first);
    const post = async () => {
      const url = `${ingress.url}/callbacks/keydelivery/${token}`;
      const answer = await fetch(url, { method: "POST", body: "[]" });
      return { status: answer.status, text: await answer.text() };
    };
    // Its address is known, its body is none.
    expect(await post()).toMatchObject({ status: 400 });
    ids.second = await makeKey();
    await heldAfter(121);
    await expect.poll(() => callbackTokens.keyIds).toEqual([ids.second]);
    const refused = await post();
    expect(refused.status).toBe(401);
    const forged = await fetch(
      `${ingress.url}/callbacks/keydelivery/${"A".repeat(40)}`,
      { method: "POST", body: "{}" },
    );
    expect([forged.status, await forged.text()]).toEqual([
      refused.status,
      refused.text,
    ]);
  });
});
