import { beforeEach, describe, expect, it } from "vitest";
import { listActivity } from "#app/features/home/list-activity.server.ts";
import { listCauses } from "#app/features/home/list-causes.server.ts";
import { loadOverview } from "#app/features/home/load-overview.server.ts";
import { loadTransit } from "#app/features/home/load-transit.server.ts";
import { createShop } from "#test/features/shipments/create-parcel.ts";
import { seedShop } from "#test/seeding/seed-shop.ts";
import { planOf } from "#test/support/plan-of.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const domain = "one.myshopify.com";
const now = new Date();
let shopId: string;

beforeEach(async () => {
  shopId = (await createShop(database.db, domain)).id;
  await database.db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: "operator" },
  });
  await seedShop(database, { domain, parcels: 2_000 });
});

describe("the home page reads nothing by going through a table:", () => {
  it("its counts and signs of life", async () => {
    const plan = await planOf(database.db, (db) =>
      loadOverview(db, {
        shopId,
        domain,
        inTransit: ["in_transit"],
        outForDelivery: ["out_for_delivery"],
        deliveredSince: now,
      }),
    );
    for (const index of [
      "shipment_state_covering_idx",
      "shipment_delivered_idx",
      "webhook_delivery_shop_domain_received_at_idx",
      "tracking_pushed_idx",
      "publication_open_idx",
      "backfill_shop_id_created_at_idx",
    ])
      expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan on (shipment|tracking|webhook|publi)/);
  });

  it("the causes, each with its newest parcels", async () => {
    const plan = await planOf(database.db, (db) =>
      listCauses(db, {
        shopId,
        since: now,
        restMs: { stalled: 0, silent: 0 },
      }),
    );
    expect(plan).toContain("shipment_cause_covering_idx");
    expect(plan).not.toMatch(
      /Seq Scan on (shipment|fulfillment)|Sort Key: ship/,
    );
  });

  it("what happened last", async () => {
    const plan = await planOf(database.db, (db) => listActivity(db, shopId));
    expect(plan).toContain("shipment_moved_covering_idx");
    expect(plan).toContain("audit_entry_shop_id_created_at_idx");
    expect(plan).not.toContain("Seq Scan");
  });

  it("the transit times", async () => {
    const plan = await planOf(database.db, (db) =>
      loadTransit(db, { shopId, from: "2026-01-01" }),
    );
    expect(plan).toContain("delivered_day_pkey");
  });
});
