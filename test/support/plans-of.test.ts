import { expect, it } from "vitest";
import { plansOf } from "./plans-of.ts";
import { useTestDatabase } from "./test-database.ts";

const database = useTestDatabase({ keep: true });
const id = "00000000-0000-4000-8000-000000000000";

async function wholeIn(text: string) {
  const { pool } = database;
  const [plan] = await plansOf(pool, () => pool.query(text));
  return plan?.wholeTables;
}

it.each([
  ["SELECT id FROM shipment WHERE number_raw = 'A'", ["shipment"]],
  // By an index, past the parcels of every shop.
  [
    "SELECT id FROM shipment WHERE number_raw = 'A' ORDER BY id LIMIT 1",
    ["shipment"],
  ],
  ["SELECT count(*) FROM (SELECT id FROM shipment ORDER BY id)", ["shipment"]],
  ["SELECT id FROM shipment ORDER BY id LIMIT 1", []],
  [`SELECT id FROM shipment WHERE id = '${id}'`, []],
])("says which tables are read from end to end: %s", async (text, whole) => {
  expect(await wholeIn(text)).toEqual(whole);
});
