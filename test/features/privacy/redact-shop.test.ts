import { expect, it } from "vitest";
import { redactShop } from "#app/features/privacy/redact-shop.server.ts";
import { one, two, useParcels } from "./use-parcels.ts";

const parcels = useParcels();
const { database, ids } = parcels;

const redact = (triggeredAt: string | null, domain = one) =>
  database.db.$transaction((tx) =>
    redactShop(tx, {
      domain,
      triggeredAt: triggeredAt ? new Date(triggeredAt) : null,
    }),
  );

async function fill(shop: "one" | "two", number: string) {
  await parcels.addDelivery({
    shopDomain: shop === "one" ? one : two,
    body: `{"tracking_number":"${number}"}`,
  });
  return parcels.addParcel({
    shopId: ids[shop],
    orderId: "601",
    fulfillmentId: "501",
    number,
  });
}

it("leaves nothing of the shop in any table, and all of another's", async () => {
  const mine = await fill("one", "MINE");
  await fill("two", "THEIRS");
  const own = await database.db.keyDeliveryAccount.create({
    data: { shopId: ids.one, apiKeyHint: "mine", fingerprint: "own-print" },
  });
  await database.db.tracking.update({
    where: { id: mine.trackingId },
    data: { accountId: own.id },
  });
  await parcels.createTracking("MINE-DORMANT", ids.one);
  expect(await redact("2026-11-22T00:00:00Z")).toBe(true);
  const after = await parcels.dump();
  for (const gone of [one, ids.one, "MINE", "own-print"])
    expect(after).not.toContain(gone);
  for (const kept of [two, ids.two, "City of THEIRS", "signed by ADA THEIRS"])
    expect(after).toContain(kept);
  expect(await database.db.webhookDelivery.count()).toBe(1);
  expect(await database.db.session.count()).toBe(1);
});

it("leaves a tracking to the other shop that it serves", async () => {
  const { trackingId } = await fill("one", "SHARED");
  await parcels.addParcel({
    shopId: ids.two,
    orderId: "701",
    fulfillmentId: "801",
    number: "SHARED",
    trackingId,
  });
  await redact("2026-11-22T00:00:00Z");
  expect(await database.db.tracking.findMany()).toMatchObject([
    { id: trackingId, shopId: null },
  ]);
  expect(await database.db.trackingEvent.count()).toBe(1);
  expect(await database.db.push.count()).toBe(1);
});

it("changes nothing for a shop that installed the app again since", async () => {
  await fill("one", "MINE");
  const before = await parcels.dump();
  expect(await redact("2026-10-31T00:00:00Z")).toBe(false);
  expect(await parcels.dump()).toBe(before);
});

it("deletes what is left of a shop whose row is gone, and can be told again", async () => {
  await parcels.addDelivery({ shopDomain: "gone.myshopify.com", body: "{}" });
  expect(await redact(null, "gone.myshopify.com")).toBe(true);
  expect(await redact(null, "gone.myshopify.com")).toBe(true);
  expect(await database.db.webhookDelivery.count()).toBe(0);
});

it("deletes a shop of more parcels than one batch", async () => {
  const { fulfillmentId } = await fill("one", "MINE");
  await database.pool.query(
    `INSERT INTO tracking (id, account_id, shop_id, carrier_id, number, ref, callback_key_id)
      SELECT gen_random_uuid(), $1, $2, 'dhl', 'N' || n, 'ref-N' || n, 1 FROM generate_series(1, 6000) n`,
    [ids.account, ids.one],
  );
  await database.pool.query(
    `INSERT INTO shipment (id, shop_id, fulfillment_id, tracking_id, number, number_raw, order_name, order_key,
        shipped_at, updated_at)
      SELECT gen_random_uuid(), $1, $2, id, number, number, '', '', now(), now()
      FROM tracking WHERE number LIKE 'N%'`,
    [ids.one, fulfillmentId],
  );
  await redact(null);
  expect(await database.db.shipment.count()).toBe(0);
  expect(await database.db.tracking.count()).toBe(0);
});
