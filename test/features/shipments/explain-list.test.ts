import { beforeAll, describe, expect, it } from "vitest";
import { countShipments } from "#app/features/shipments/count-shipments.server.ts";
import { exportList } from "#app/features/shipments/export-list.server.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { readCursor } from "#app/features/shipments/list-cursor.ts";
import {
  listSorts,
  shippedPeriods,
  type ListQuery,
} from "#app/features/shipments/list-query.ts";
import { listShipments } from "#app/features/shipments/list-shipments.server.ts";
import {
  listViewNames,
  registrationFilters,
} from "#app/features/shipments/list-views.ts";
import { loadListFrame } from "#app/features/shipments/load-list-frame.server.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import { seedScale } from "#test/seeding/scale/seed-scale.ts";
import { bigTables, plansOf, type Plan } from "#test/support/plans-of.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase({ keep: true });
const now = new Date();
const domains = Array.from({ length: 9 }, (_, n) => `shop-${n}.myshopify.com`);
const bounds = { pageSize: 50, mostLookedAt: 100 };
// Of the 10,000 parcels of a shop: the reach of each of at most seven indexes, and the page.
const mostRead = 8 * bounds.mostLookedAt;

/** Each filter of the list, narrow and wide: one that is added has to be added here. */
const samples: Record<
  Exclude<keyof ListQuery, "view" | "sort" | "saved">,
  string[]
> = {
  status: [shipmentStatuses.join(), "exception"],
  carrier: ["ups", "fedex,gls,none"],
  country: ["US", "BR,DE"],
  registration: [registrationFilters.join(), "failed,waiting"],
  from: [...shippedPeriods, "2020-01-01"],
  to: ["2100-01-01", "2026-10-20"],
  q: ["1Z", "1", "0003", "*0003*", "#12", "NOTTHERE"],
};
const alone = Object.entries(samples).flatMap(([name, values]) =>
  values.map((value) => `${name}=${encodeURIComponent(value)}`),
);
// Each filter with each other one.
const pairs = Object.entries(samples).flatMap(([name, [value = ""]], index) =>
  Object.entries(samples)
    .slice(index + 1)
    .map(([other, [last = ""]]) => `${name}=${value}&${other}=${last}`),
);
const all = Object.entries(samples)
  .map(([name, values]) => `${name}=${values.at(-1)}`)
  .join("&");

// The page's own rows, and the few that a search finds by its own indexes.
const readsTable: ReadonlySet<string> = new Set([
  "shipment_pkey",
  "shipment_shop_id_number_idx",
  "shipment_shop_id_order_key_idx",
  "shipment_number_end_idx",
]);

let shopId = "";

beforeAll(async () => {
  const { db } = database;
  const { id: accountId } = await db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: "operator" },
  });
  await seedScale(database, {
    ...{ parcels: 20_000, domains, accountId, now },
    say: () => undefined,
  });
  const shop = await db.shop.findFirstOrThrow({
    where: { domain: domains[0] },
  });
  shopId = shop.id;
  // As autovacuum leaves most of a large table: what it has been through is read of the index alone.
  await database.pool.query("VACUUM ANALYZE shipment");
}, 180_000);

const conditionsFor = (asked: string) => {
  const query = readListQuery(new URLSearchParams(asked));
  return conditionsOf(query, { id: shopId, timeZone: "UTC" }, now);
};

/** The first page, the next one, and the one before a place in the middle. */
async function readThrough(asked: string) {
  const { db } = database;
  const conditions = conditionsFor(asked);
  const { older } = await listShipments(db, {
    ...{ conditions, bounds, cursor: null },
  });
  const after = readCursor(older, conditions.sort);
  if (!after) return;
  await listShipments(db, { conditions, bounds, cursor: after });
  const cursor = { ...after, direction: "before" as const };
  await listShipments(db, { conditions, bounds, cursor });
}

const plansFor = (run: () => Promise<unknown>) => plansOf(database.pool, run);

const wrongIn = (plans: Plan[], most: number) =>
  plans.flatMap(({ text, wholeTables, parcels }) => {
    const whole = wholeTables.filter((table) => bigTables.has(table));
    return whole.length > 0 || parcels > most
      ? `${whole.join()} ${parcels} parcels: ${text}`
      : [];
  });

describe("the list reads its parcels by indexes, and a number that is bounded", () => {
  const table = listViewNames.flatMap((view) =>
    listSorts.map((sort) => ({ view, sort })),
  );

  it.each(table)(
    "in the view $view, sorted by $sort, for every filter, onwards and back",
    { timeout: 180_000 },
    async ({ view, sort }) => {
      const filters = [
        "",
        ...alone,
        ...(sort === "shipped_desc" ? pairs : []),
        all,
      ];
      const wrong: string[] = [];
      for (const filter of filters) {
        const asked = `view=${view}&sort=${sort}&${filter}`;
        const plans = await plansFor(() => readThrough(asked));
        expect(plans.length).toBeGreaterThan(0);
        expect(plans.length).toBeLessThanOrEqual(8);
        wrong.push(
          ...wrongIn(plans, mostRead).map((one) => `${asked}: ${one}`),
        );
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(listSorts)(
    "by the index alone for what filters look at, sorted by %s",
    { timeout: 180_000 },
    async (sort) => {
      const byTable: string[] = [];
      for (const view of listViewNames)
        for (const filter of ["", ...pairs, ...alone, all]) {
          const asked = `view=${view}&sort=${sort}&${filter}`;
          const plans = await plansFor(() => readThrough(asked));
          const indexes = plans.flatMap(({ tableReadBy }) => tableReadBy);
          const others = indexes.filter((index) => !readsTable.has(index));
          byTable.push(...others.map((index) => `${asked}: ${index}`));
        }
      expect(byTable).toEqual([]);
    },
  );

  it("around it, for its counts, and for the file of it", async () => {
    const { db } = database;
    const frame = await plansFor(() => loadListFrame(db, shopId));
    expect(wrongIn(frame, 2_000)).toEqual([]);
    for (const filter of ["", ...alone]) {
      const conditions = conditionsFor(filter);
      const counted = await plansFor(() => countShipments(db, conditions));
      expect(wrongIn(counted, Infinity)).toEqual([]);
    }
    const writer = { headings: [], cells: () => [] };
    const conditions = conditionsFor("view=exceptions");
    let pieces = 0;
    const file = await plansFor(async () => {
      for await (const piece of exportList(db, { conditions, writer, bounds }))
        pieces += piece === "" ? 0 : 1;
    });
    expect(pieces).toBeGreaterThan(1);
    expect(file.length).toBeGreaterThan(1);
    expect(wrongIn(file, mostRead)).toEqual([]);
  });
});
