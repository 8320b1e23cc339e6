import { expect, it } from "vitest";
import { blankDeliveries } from "#app/features/privacy/blank-deliveries.server.ts";
import { deleteSpareTrackings } from "#app/features/privacy/delete-fulfillments.server.ts";
import { deleteShopRows } from "#app/features/privacy/delete-shop-rows.server.ts";
import { planOf } from "#test/support/plan-of.ts";
import { one, useParcels } from "./use-parcels.ts";

const { database, ids } = useParcels();
const place = { receivedAt: new Date(), id: 1n };

it("finds the next of a shop's trackings by an index, without those of other shops", async () => {
  const plan = await planOf(database.db, (db) =>
    deleteSpareTrackings(db, { shopId: ids.one, after: ids.two, limit: 200 }),
  );
  expect(plan).toMatch(/using tracking_shop_id_id_idx on tracking/);
  expect(plan).toMatch(/Index Cond: \(\(shop_id = .*\(id > /);
  expect(plan).not.toMatch(/Sort|Seq Scan/);
});

it("finds the next of a shop's deliveries by an index", async () => {
  const plan = await planOf(database.db, (db) =>
    blankDeliveries(db, { shopDomain: one, gids: ["1"], after: place }),
  );
  expect(plan).toMatch(
    /using webhook_delivery_shop_domain_received_at_idx on webhook_delivery/,
  );
  expect(plan).toMatch(/Presorted Key: .*received_at/);
  expect(plan).not.toMatch(/Seq Scan/);
});

it("finds the rest of a shop's rows by indexes", async () => {
  const plan = await planOf(database.db, (db) => deleteShopRows(db, ids.one));
  expect(plan).not.toMatch(/Seq Scan/);
});
