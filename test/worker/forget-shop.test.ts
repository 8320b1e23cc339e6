import { describe, expect, it } from "vitest";
import { noteDeleted } from "#app/features/privacy/data-deletion.server.ts";
import { installShop } from "#app/features/onboarding/install-shop.server.ts";
import { deleteData } from "#app/worker/delete-data.ts";
import { forgetShop } from "#app/worker/forget-shop.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { sweep } from "#app/worker/sweep.ts";
import { domain, otherDomain } from "./use-core.ts";
import { useDeletion } from "./use-deletion.ts";

const { core, database, deliver, drain, dump, enqueued, ...more } =
  useDeletion();
const { install, numbers, request, runRedactions, ship, time, tracking } = more;
const jobs = () => enqueued.filter(({ job }) => job === "forget-shop");
const hour = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * hour);
const shop = () => database.db.shop;

/** shop/redact, triggered now unless said. */
async function redact(triggeredAt: Date | null = new Date()) {
  const { id } = await database.db.webhookDelivery.create({
    data: {
      ...{ topic: "shop/redact", shopDomain: domain, webhookId: "redact" },
      triggeredAt,
      dedupeKey: Buffer.from(crypto.randomUUID()),
      body: Buffer.from(JSON.stringify({ shop_domain: domain })),
    },
  });
  await processDelivery(core.app, { deliveryId: String(id) });
  const delivery = await database.db.webhookDelivery.findUnique({
    where: { id },
  });
  return delivery?.outcome;
}
const uninstall = () =>
  deliver("app/uninstalled", { myshopify_domain: domain });
const reinstall = () =>
  database.db.$transaction((tx) =>
    installShop(tx, core.app.queue, {
      ...{ domain, scopes: "" },
      openedAt: new Date(),
    }),
  );
const looksInstalled = (installedAt: Date) =>
  shop().update({ where: { domain }, data: { installedAt } });
const dropTokens = () => database.db.session.deleteMany();

describe("shop/redact of a shop that has the app", () => {
  it.each([
    ["an hour after it had left", 47],
    ["at once", 48],
    ["at once, while Shopify was late", 50],
  ])("deletes nothing where it came back %s", async (_when, hours) => {
    await ship("1ZSTAYS");
    await looksInstalled(hoursAgo(hours));
    await dropTokens();
    expect(await redact()).toBe("of_earlier_installation");
    expect(jobs()).toEqual([]);
    expect(await numbers()).toEqual(["1ZSTAYS"]);
  });

  it("deletes nothing where it came back, though its removal was never told", async () => {
    await install();
    expect(await redact()).toBe("of_earlier_installation");
  });

  it("deletes nothing where it was opened since, though its removal was never told and its token is gone", async () => {
    await ship("1ZSTAYS");
    await looksInstalled(hoursAgo(72));
    await shop().update({
      where: { domain },
      data: { state: "needs_reopen", openedAt: hoursAgo(47) },
    });
    await dropTokens();
    expect(await redact()).toBe("of_earlier_installation");
    await shop().update({
      where: { domain },
      data: { openedAt: hoursAgo(49) },
    });
    expect(await redact()).toBe("recorded");
  });

  it("goes by when it came where Shopify does not say when it was triggered", async () => {
    await dropTokens();
    await looksInstalled(hoursAgo(47));
    expect(await redact(null)).toBe("of_earlier_installation");
    await looksInstalled(hoursAgo(72));
    expect(await redact(null)).toBe("recorded");
  });

  it("is carried out where it left, though its removal was never told", async () => {
    await looksInstalled(hoursAgo(72));
    const ended = hoursAgo(47);
    await database.db.session.updateMany({ data: { expires: ended } });
    expect(await redact()).toBe("recorded");
  });

  it("is carried out where it left an hour after it had come", async () => {
    await looksInstalled(hoursAgo(49));
    await uninstall();
    expect(await redact()).toBe("recorded");
  });
});

describe("a shop that is being forgotten", () => {
  it("is gone in parts, its row last, and each part can run twice", async () => {
    for (let at = 0; at < 3; at++) await ship(`1ZN${at}`);
    await ship("1ZTHEIRS", otherDomain);
    await drain();
    const ids = [core.shopId, domain, "1ZN"];
    await request();
    await uninstall();
    await redact();
    const jobsBefore = jobs().length;
    await runRedactions(AbortSignal.abort());
    expect(jobs().length).toBeGreaterThan(jobsBefore);
    expect(await numbers()).toContain("1ZN0");
    await Promise.all([runRedactions(), runRedactions()]);
    await runRedactions();
    const left = await dump();
    for (const id of ids) expect(left).not.toContain(id);
    expect(await numbers()).toEqual(["1ZTHEIRS"]);
  });

  it("begins anew where it comes back meanwhile, and keeps what it gets", async () => {
    await ship("1ZOLD");
    await uninstall();
    await redact();
    const id = (await reinstall())?.id;
    expect(id).not.toBe(core.shopId);
    // Of the new installation.
    time.offsetMs = 1_000;
    await ship("1ZNEW");
    await database.db.webhookDelivery.updateMany({
      where: { topic: "fulfillments/create" },
      data: { receivedAt: new Date(Date.now() + hour) },
    });
    await runRedactions();
    expect(await numbers()).toEqual(["1ZNEW"]);
    expect(await shop().findMany({ where: { id: core.shopId } })).toEqual([]);
    expect(await shop().findUnique({ where: { domain } })).toMatchObject({
      id,
      state: "active",
    });
    expect(await database.db.webhookDelivery.count()).toBe(2);
  });

  it("is gone with what was recorded behind its back", async () => {
    await uninstall();
    await redact();
    const { domain: now } = await shop().findUniqueOrThrow({
      where: { id: core.shopId },
    });
    await shop().update({
      where: { id: core.shopId },
      data: { state: "active" },
    });
    await ship("1ZBEHIND", now);
    await runRedactions();
    expect(await dump()).not.toContain("1ZBEHIND");
    expect(await shop().count()).toBe(1);
  });

  it("is found by the sweep when its job was lost", async () => {
    await uninstall();
    await redact();
    enqueued.length = 0;
    time.offsetMs = 3 * 60_000;
    await sweep(core.app);
    expect(jobs()).toHaveLength(1);
    await runRedactions();
    expect(await shop().count()).toBe(1);
  });

  it("hands what waits over to a shop that needs it too", async () => {
    await ship("1ZBOTH");
    await ship("1ZBOTH", otherDomain);
    await looksInstalled(hoursAgo(72));
    await dropTokens();
    await redact();
    await runRedactions();
    expect(await tracking("1ZBOTH")).toMatchObject({
      registration: "waiting",
      shopId: core.otherShopId,
    });
  });

  it("is no shop whose merchant deletes its data, nor the other way round", async () => {
    await ship("1ZMINE");
    await request();
    const { id } = await database.db.dataDeletion.findFirstOrThrow();
    const { signal } = new AbortController();
    await forgetShop(core.app, { deletionId: id }, signal);
    expect(await numbers()).toEqual(["1ZMINE"]);
    await uninstall();
    await redact();
    const { id: all } = await database.db.dataDeletion.findFirstOrThrow({
      where: { endedAt: null },
    });
    await deleteData(core.app, { deletionId: all }, signal);
    expect(await numbers()).toEqual(["1ZMINE"]);
  });

  it("ends a deletion that its merchant had begun, for good", async () => {
    await request();
    const { id } = await database.db.dataDeletion.findFirstOrThrow();
    await uninstall();
    await redact();
    const goesOn = await noteDeleted(database.db, id, 1);
    expect(goesOn).toBe(false);
  });
});
