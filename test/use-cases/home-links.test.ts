import { beforeEach, describe, expect, it } from "vitest";
import { listUrl } from "#app/features/home/cause-action.ts";
import { loadList } from "#app/features/shipments/load-list.server.ts";
import { seedShop } from "#test/seeding/seed-shop.ts";
import { useHome } from "./use-home.ts";

const { database, ids, load } = useHome();
const clock = { now: () => new Date(), sleep: () => Promise.resolve() };

beforeEach(async () => {
  const domain = "one.myshopify.com";
  await seedShop(database, { domain, parcels: 110 });
});

/** The parcels of the list at an address. */
async function listAt(path: string) {
  const where = { id: ids.shop };
  const shop = await database.db.shop.findUniqueOrThrow({ where });
  const request = new Request(new URL(path, "https://app.example.com"));
  return (await loadList({ db: database.db, clock }, shop, request)).rows;
}

describe("the list behind a cause", () => {
  it("has all of its parcels, and no others", async () => {
    const { attention } = await load();
    const causes = attention.map(({ cause }) => cause);
    for (const cause of ["needs_carrier", "stalled", "silent", "exception"])
      expect(causes).toContain(cause);
    for (const group of attention) {
      const rows = await listAt(listUrl(group));
      expect(rows.length, group.cause).toBe(group.parcels.count);
      const listed = rows.map(({ id }) => id);
      for (const { id } of group.named) expect(listed).toContain(id);
    }
  });
});

describe("the list behind a figure", () => {
  it("has as many parcels as the figure tells", async () => {
    const { figures } = await load();
    const counts = {
      in_transit: figures.inTransit,
      out_for_delivery: figures.outForDelivery,
      needs_attention: figures.needsAttention,
    };
    for (const [view, figure] of Object.entries(counts)) {
      const rows = await listAt(`/app/shipments?view=${view}`);
      expect(rows.length, view).toBe(figure.count);
      expect(rows.length, view).toBeGreaterThan(0);
    }
  });
});
