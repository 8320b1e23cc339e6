import { describe, expect, it } from "vitest";
import type { App } from "#app/app-context.ts";
import { connectShopAccount } from "#app/use-cases/account-actions.server.ts";
import { previewMapping } from "#app/use-cases/preview-mapping.server.ts";
import { retrackWaiting } from "#app/use-cases/retrack-waiting.server.ts";
import { planOf } from "#test/support/plan-of.ts";
import { fulfillment, otherDomain, useCore } from "#test/worker/use-core.ts";

const { database, core, deliver, drain, push, retrack, ...more } = useCore();
const { shipments, tracking } = more;
const own = { apiKey: "own-key", apiSecret: "own-secret" };
const ship = (number: string, shop?: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
    shop,
  );
const mine = async () =>
  (await shipments()).find(({ shopId }) => shopId === core.shopId)!;

describe("a parcel whose number another shop asked for first", () => {
  it.each([
    ["waits", 5, "waiting"],
    ["stands aside without quota", 0, "over_quota"],
  ] as const)(
    "goes to the shop's new account while it %s",
    async (_how, shopQuota, registration) => {
      core.app.env.shopQuota = shopQuota;
      core.keydelivery.addAccount(own);
      await ship("T1", otherDomain);
      await ship("T1");
      if (shopQuota === 0) await drain();
      expect((await mine()).tracking).toMatchObject({
        registration,
        shopId: core.otherShopId,
      });
      const { shopId } = core;
      await connectShopAccount(core.app, { shopId, actor: "staff:1", ...own });
      await retrack();
      const account = await database.db.keyDeliveryAccount.findFirstOrThrow({
        where: { shopId },
      });
      expect((await mine()).tracking).toMatchObject({
        accountId: account.id,
        registration: "waiting",
        shopId,
      });
    },
  );

  it("is counted before its company's carrier is changed, and changed with it", async () => {
    await ship("T1", otherDomain);
    await ship("T1");
    const { shopId } = core;
    const asked = { shopId, key: "ups", carrierId: "fedex" };
    expect(await previewMapping(core.app, asked)).toMatchObject({ waiting: 1 });
    await database.db.carrierMapping.create({
      data: { shopId, companyKey: "ups", company: "UPS", carrierId: "fedex" },
    });
    await retrack("ups");
    expect(await mine()).toMatchObject({ carrierId: "fedex" });
  });
});

it("brings the fulfillment's status along where its number is delivered already", async () => {
  const { db } = database;
  const { shopId } = core;
  await db.shop.updateMany({ data: { writeBack: true } });
  await ship("T1");
  await drain();
  const { ref, carrierId } = await tracking("T1");
  await push(ref, {
    carrier_id: carrierId,
    tracking_number: "T1",
    order_status_code: 3,
    items: [{ time: "2026-11-21 10:00:00", context: "Delivered" }],
  });
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_company: "Van", tracking_numbers: ["T1"] }),
  );
  const { id } = await db.fulfillment.findFirstOrThrow({
    where: { trackingCompany: "Van" },
  });
  await db.carrierMapping.create({
    data: { shopId, companyKey: "van", company: "Van", carrierId },
  });
  await retrack("van");
  expect(
    await db.fulfillment.findUniqueOrThrow({ where: { id } }),
  ).toMatchObject({ status: "delivered", statusVersion: 1 });
  const where = { fulfillmentId: id };
  expect(await db.publication.findMany({ where })).toMatchObject([
    { event: "DELIVERED", state: "planned" },
  ]);
});

it.each([undefined, "ups"])(
  "finds what is not registered by an index, never through all parcels: %s",
  async (companyKey) => {
    const plan = await planOf(database.db, (db) => {
      const app = Object.create(core.app, { db: { value: db } }) as App;
      const asked = { shopId: core.shopId, companyKey, again: true };
      return retrackWaiting(app, asked, () => Promise.resolve(true));
    });
    expect(plan).toContain("shipment_unregistered_idx");
    expect(plan).not.toMatch(/Seq Scan|shipment_shop_id|shipment_live_idx/);
  },
);
