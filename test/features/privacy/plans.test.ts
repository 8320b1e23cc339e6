import { expect, it } from "vitest";
import { deleteSpareTrackings } from "#app/features/privacy/delete-fulfillments.server.ts";
import { planOf } from "#test/support/plan-of.ts";
import { useParcels } from "./use-parcels.ts";

const { database, ids } = useParcels();

it("finds the next of a shop's trackings by an index, without those of other shops", async () => {
  const plan = await planOf(database.db, (db) =>
    deleteSpareTrackings(db, { shopId: ids.one, after: ids.two, limit: 200 }),
  );
  expect(plan).toMatch(/using tracking_shop_id_id_idx on tracking/);
  expect(plan).toMatch(/Index Cond: \(\(shop_id = .*\(id > /);
  expect(plan).not.toMatch(/Sort|Seq Scan/);
});
