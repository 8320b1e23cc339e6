import { expect, it } from "vitest";
import { checkKept } from "./scale/check-kept.ts";
import { seedScale } from "./scale/seed-scale.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();

it("fills a database as its triggers would have, and tells when it did not", async () => {
  const { db, pool } = database;
  const { id: accountId } = await db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: "operator" },
  });
  const { rows: before } = await pool.query(
    "SELECT indexdef FROM pg_indexes ORDER BY 1",
  );
  const domains = ["big.myshopify.com", "a.myshopify.com", "b.myshopify.com"];
  await seedScale(database, {
    ...{ parcels: 2_000, domains, accountId, now: new Date() },
    say: () => undefined,
  });
  const { rows: after } = await pool.query(
    "SELECT indexdef FROM pg_indexes ORDER BY 1",
  );
  expect(after).toEqual(before);
  const count = async (domain: string) =>
    db.shipment.count({ where: { shop: { domain } } });
  expect(await Promise.all(domains.map(count))).toEqual([1_000, 500, 500]);

  await pool.query("ALTER TABLE shipment DISABLE TRIGGER USER");
  await pool.query(
    "UPDATE shipment SET state = 'customs' WHERE state = 'delivered'",
  );
  await pool.query("ALTER TABLE shipment ENABLE TRIGGER USER");
  await expect(checkKept(database, 2_000)).rejects.toThrow(
    "the triggers say otherwise",
  );
});
