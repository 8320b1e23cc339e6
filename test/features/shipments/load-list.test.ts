import { expect, it } from "vitest";
import { loadList } from "#app/features/shipments/load-list.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { createParcel, createShop } from "./create-parcel.ts";

const database = useTestDatabase();
const clock = { now: () => new Date(), sleep: () => Promise.resolve() };

async function search(shop: Awaited<ReturnType<typeof createShop>>, q: string) {
  const url = new URL("https://app.example.com/app/shipments");
  url.searchParams.set("q", q);
  const { rows, query } = await loadList(
    { db: database.db, clock },
    shop,
    new Request(url),
  );
  return { numbers: rows.map(({ number }) => number).sort(), q: query.q };
}

it("looks inside of numbers where none begins or ends with what was typed, and says so in its query", async () => {
  const { db } = database;
  const shop = await createShop(db, "one.myshopify.com");
  for (const number of ["AB12345CD", "X2345Y"])
    await createParcel(db, shop.id, { number });
  expect(await search(shop, "2345")).toEqual({
    numbers: ["AB12345CD", "X2345Y"],
    q: "*2345*",
  });
  expect(await search(shop, "345cd")).toEqual({
    numbers: ["AB12345CD"],
    q: "345cd",
  });
  expect(await search(shop, "234")).toEqual({ numbers: [], q: "234" });
  expect(await search(shop, "9999")).toEqual({ numbers: [], q: "*9999*" });
});

it("finds nothing of another shop's", async () => {
  const { db } = database;
  const shop = await createShop(db, "one.myshopify.com");
  const other = await createShop(db, "two.myshopify.com");
  await createParcel(db, other.id, { number: "AB12345CD" });
  for (const q of ["AB12", "45CD", "2345", "*2345*"])
    expect((await search(shop, q)).numbers).toEqual([]);
});
