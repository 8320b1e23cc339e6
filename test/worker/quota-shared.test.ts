import { beforeEach, describe, expect, it } from "vitest";
import { resumeTrackingsOfShop } from "#app/features/trackings/stop-trackings-of-shop.server.ts";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { tidy } from "#app/worker/tidy.ts";
import { domain, fulfillment, otherDomain, useCore } from "./use-core.ts";

const { database, core, deliver, drain, tracking } = useCore();
const create = "fulfillments/create";
const ship = (number: string, shop?: string) =>
  deliver(create, fulfillment({ tracking_numbers: [number] }), shop);
const usedBy = async (shopId: string) =>
  (await database.db.quotaUsage.findFirst({ where: { shopId } }))?.used ?? 0;
const useUp = async (shopId: string, used: number) => {
  const { id: accountId } =
    await database.db.keyDeliveryAccount.findFirstOrThrow();
  const month = new Date(new Date().toISOString().slice(0, 7));
  const key = { accountId, shopId, month };
  await database.db.quotaUsage.upsert({
    where: { accountId_shopId_month: key },
    create: { ...key, used },
    update: { used },
  });
};
const uninstall = (shop: string) =>
  deliver("app/uninstalled", { myshopify_domain: shop }, shop);
async function comeBack(shop: string) {
  const { id: shopId } = await database.db.shop.update({
    where: { domain: shop },
    data: { state: "active", installedAt: new Date() },
  });
  const asked = { shopId, now: new Date(), after: undefined };
  await resumeTrackingsOfShop(database.db, asked);
}
const redact = (shop: string) =>
  deliver("shop/redact", { shop_domain: shop, shop_id: 1 }, shop);

beforeEach(() => {
  core.app.env.shopQuota = 2;
});

describe("a number that two shops follow", () => {
  it("is paid by the one that came back, when the other that asked for it is gone", async () => {
    await useUp(core.shopId, 2);
    await useUp(core.otherShopId, 2);
    await ship("A1");
    await ship("A1", otherDomain);
    await drain();
    await uninstall(otherDomain);
    await uninstall(domain);
    await redact(domain);
    expect(await tracking("A1")).toMatchObject({ registration: "dormant" });
    await comeBack(otherDomain);
    expect(await tracking("A1")).toMatchObject({
      registration: "waiting",
      shopId: core.otherShopId,
    });
    await drain();
    expect(await tracking("A1")).toMatchObject({ registration: "over_quota" });
    expect(core.keydelivery.journal.createCalls()).toBe(0);
  });

  it("that is nobody's stands aside until a shop with quota pays for it", async () => {
    await ship("B1");
    await database.db.tracking.updateMany({ data: { shopId: null } });
    await drain();
    expect(await tracking("B1")).toMatchObject({ registration: "over_quota" });
    await tidy(core.app);
    await drain();
    expect(await tracking("B1")).toMatchObject({ registration: "registered" });
    expect(await usedBy(core.shopId)).toBe(1);
  });

  it("is registered for the one with quota, though it stood aside behind the other", async () => {
    await useUp(core.shopId, 2);
    await useUp(core.otherShopId, 2);
    await ship("C1");
    await ship("C1", otherDomain);
    await drain();
    expect(await tracking("C1")).toMatchObject({ registration: "over_quota" });
    await tidy(core.app);
    expect(await tracking("C1")).toMatchObject({ registration: "over_quota" });
    await useUp(core.otherShopId, 1);
    await tidy(core.app);
    await drain();
    expect(await tracking("C1")).toMatchObject({ registration: "registered" });
    expect(await usedBy(core.shopId)).toBe(2);
    expect(await usedBy(core.otherShopId)).toBe(2);
  });

  it("is paid by whoever has it tried again", async () => {
    await ship("D1");
    await database.db.tracking.updateMany({
      data: { registration: "failed", shopId: null },
    });
    const { id: shipmentId } = await database.db.shipment.findFirstOrThrow();
    const { shopId } = core;
    await retryShipment(core.app, { shopId, shipmentId, actor: "merchant" });
    await drain();
    expect(await tracking("D1")).toMatchObject({ registration: "registered" });
    expect(await usedBy(core.shopId)).toBe(1);
  });

  it("is paid by another that has it tried again, though it stands aside", async () => {
    await ship("G1");
    await ship("G1", otherDomain);
    await database.db.tracking.updateMany({
      data: { registration: "over_quota", shopId: core.otherShopId },
    });
    const { shopId } = core;
    const { id: shipmentId } = await database.db.shipment.findFirstOrThrow({
      where: { shopId },
    });
    await retryShipment(core.app, { shopId, shipmentId, actor: "merchant" });
    await drain();
    expect(await tracking("G1")).toMatchObject({ registration: "registered" });
    expect(await usedBy(core.shopId)).toBe(1);
  });

  it("is handed over though another's transaction is in the way", async () => {
    await useUp(core.shopId, 2);
    await ship("H1");
    await ship("H1", otherDomain);
    await database.pool.query(`
      CREATE SEQUENCE handed_over;
      CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('handed_over') = 1 THEN RAISE EXCEPTION 'in the way' USING ERRCODE = 'deadlock_detected'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER meet BEFORE UPDATE OF shop_id ON tracking FOR EACH ROW EXECUTE FUNCTION meet()`);
    try {
      await drain();
    } finally {
      await database.pool.query(`DROP TRIGGER meet ON tracking;
        DROP FUNCTION meet(); DROP SEQUENCE handed_over`);
    }
    expect(await tracking("H1")).toMatchObject({ registration: "registered" });
    expect(await usedBy(core.otherShopId)).toBe(1);
  });

  it("stays the shop's that came back before its redaction of an earlier installation", async () => {
    await ship("E1");
    await ship("E1", otherDomain);
    await database.db.shop.update({
      where: { domain },
      data: { installedAt: new Date(Date.now() + 60_000) },
    });
    const { id } = await database.db.webhookDelivery.create({
      data: {
        ...{ topic: "shop/redact", shopDomain: domain, webhookId: "late" },
        triggeredAt: new Date(),
        dedupeKey: Buffer.from("late"),
        body: Buffer.from(JSON.stringify({ shop_domain: domain })),
      },
    });
    await processDelivery(core.app, { deliveryId: String(id) });
    expect(await tracking("E1")).toMatchObject({ shopId: core.shopId });
  });

  it("that waits in an import goes first when it is shipped live", async () => {
    await ship("F1", otherDomain);
    await database.db.tracking.updateMany({ data: { priority: 2 } });
    await ship("F1");
    expect(await tracking("F1")).toMatchObject({ priority: 0 });
  });
});
