import { expect, it } from "vitest";
import { countShipments } from "#app/features/shipments/count-shipments.server.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { createShop } from "./create-parcel.ts";
import { createListed } from "./list-parcels.ts";

const database = useTestDatabase();

it("counts what fits, of its own shop, up to 10,000", async () => {
  const mine = await createShop(database.db, "one.myshopify.com");
  const other = await createShop(database.db, "two.myshopify.com");
  await createListed(database, other.id, [{}]);
  await createListed(
    database,
    mine.id,
    Array.from({ length: 10_001 }, (_, index) => ({
      state: index < 3 ? "delivered" : "in_transit",
    })),
  );
  const count = (asked: string) => {
    const query = readListQuery(new URLSearchParams(asked));
    const shop = { id: mine.id, timeZone: "UTC" };
    return countShipments(database.db, conditionsOf(query, shop, new Date()));
  };
  expect(await count("view=delivered")).toEqual({ count: 3, more: false });
  expect(await count("q=nothing")).toEqual({ count: 0, more: false });
  expect(await count("")).toEqual({ count: 10_000, more: true });
});
