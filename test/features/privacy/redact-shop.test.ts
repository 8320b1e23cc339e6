import { expect, it } from "vitest";
import type { App } from "#app/app-context.ts";
import { redactShop } from "#app/features/privacy/redact-shop.server.ts";
import { forgetShop } from "#app/worker/forget-shop.ts";
import { now, one, two, useParcels } from "./use-parcels.ts";

const parcels = useParcels();
const { database, ids } = parcels;

/** Carries out shop/redact, and the jobs that it makes. */
async function redact(domain = one) {
  const shop = await database.db.shop.findUnique({ where: { domain } });
  const deletionId = await database.db.$transaction((tx) =>
    redactShop(tx, {
      shop,
      domain,
      leftAt: now,
      until: new Date(Date.now() + 60_000),
      now,
    }),
  );
  const { signal } = new AbortController();
  const app = { db: database.db, logger: { info: () => undefined } };
  await forgetShop(app as unknown as App, { deletionId }, signal);
}

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
  await redact();
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
  await redact();
  expect(await database.db.tracking.findMany()).toMatchObject([
    { id: trackingId, shopId: null },
  ]);
  expect(await database.db.trackingEvent.count()).toBe(1);
  expect(await database.db.push.count()).toBe(1);
});

it("deletes what is left of a shop whose row is gone, and can be told again", async () => {
  await parcels.addDelivery({ shopDomain: "gone.myshopify.com", body: "{}" });
  await redact("gone.myshopify.com");
  await redact("gone.myshopify.com");
  expect(await database.db.shop.count()).toBe(2);
  expect(await database.db.webhookDelivery.count()).toBe(0);
});

it("deletes a shop of more parcels than one batch", async () => {
  await database.pool.query(
    `WITH told AS (INSERT INTO fulfillment (id, shop_id, gid, order_gid, order_name, name, shopify_status,
          shopify_created_at, shopify_updated_at)
        SELECT gen_random_uuid(), $2, n, n, '', '', '', now(), now() FROM generate_series(1, 450) n RETURNING id, gid),
      made AS (INSERT INTO tracking (id, account_id, shop_id, carrier_id, number, ref, callback_key_id)
        SELECT gen_random_uuid(), $1, $2, 'dhl', 'N' || n, 'ref-N' || n, 1 FROM generate_series(1, 700) n
        RETURNING id, number)
      INSERT INTO shipment (id, shop_id, fulfillment_id, tracking_id, number, number_raw, order_name, order_key,
        shipped_at, updated_at)
      SELECT gen_random_uuid(), $2, told.id, made.id, number, number, '', '', now(), now()
      FROM told JOIN made ON number = 'N' || gid`,
    [ids.account, ids.one],
  );
  await redact();
  expect(await database.db.shipment.count()).toBe(0);
  expect(await database.db.tracking.count()).toBe(0);
  expect(await database.db.shop.count()).toBe(1);
});
