import { describe, expect, it } from "vitest";
import {
  countBackfill,
  steerBackfill,
} from "#app/use-cases/backfill-actions.server.ts";
import { loadImport } from "#app/use-cases/load-import.server.ts";
import { runBackfill } from "#app/worker/run-backfill.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, drain, shipments, ...more } = useShopCore();
const { detect, ship, shipUnnoticed, time, tracking } = more;
const actor = "merchant";
const hour = 3_600_000;

const history = (number: string, company?: string) =>
  shipUnnoticed({
    number,
    company,
    createdAt: new Date(Date.now() - 72 * hour),
  });
const load = () =>
  loadImport(core.app, { id: core.shopId, timeZone: "America/New_York" });

async function runJob() {
  const { id: backfillId } = await database.db.backfill.findFirstOrThrow({
    orderBy: { createdAt: "desc" },
  });
  await runBackfill(core.app, { backfillId }, new AbortController().signal);
}
async function count() {
  await countBackfill(core.app, { shopId: core.shopId, actor, days: 30 });
  await runJob();
}
async function importAll() {
  await count();
  await steerBackfill(core.app, {
    shopId: core.shopId,
    actor,
    change: "start",
  });
  await runJob();
  await drain();
  await runJob();
}

describe("what became of an import", () => {
  it("is told by the states of the parcels that it brought, and of no others", async () => {
    await ship({ number: "LIVE" });
    history("GOOD");
    history("BAD");
    history("WHO", "My cousin's van");
    await importAll();
    const who = (await shipments()).find(({ number }) => number === "WHO");
    await detect(who!.id);
    const { id } = await tracking("BAD");
    await database.db.tracking.update({
      where: { id },
      data: { registration: "failed" },
    });
    const { backfill, outcome, earlier, payer } = await load();
    expect(backfill).toMatchObject({ parcels: 3, imported: 3 });
    expect(outcome).toEqual({
      registered: 1,
      waiting: 0,
      overQuota: 0,
      needsCarrier: 1,
      failed: 1,
    });
    expect(earlier).toEqual([]);
    expect(payer).toBe("operator");
  });

  it("is that of the newest, beside those before it", async () => {
    history("ONE");
    await importAll();
    history("TWO");
    history("THREE");
    await importAll();
    const { backfill, outcome, earlier } = await load();
    expect(backfill).toMatchObject({ imported: 2, known: 1 });
    expect(outcome).toMatchObject({ registered: 2 });
    expect(earlier).toMatchObject([{ state: "done", imported: 1 }]);
  });
});

describe("an import that cannot read the orders", () => {
  const failCounting = async () => {
    core.shopify.failAdmin(1_000, "error500");
    await expect(count()).rejects.toThrow("Shopify did not answer");
  };

  it("says so while it is tried again, and goes on", async () => {
    history("ONE");
    await failCounting();
    expect((await load()).backfill).toMatchObject({
      state: "counting",
      isStuck: true,
    });
    core.shopify.clearAdminFaults();
    await runJob();
    expect((await load()).backfill).toMatchObject({
      state: "ready",
      isStuck: false,
    });
  });

  it("has failed after hours, and another can be counted", async () => {
    history("ONE");
    await failCounting();
    time.offsetMs = 7 * hour;
    await expect(runJob()).rejects.toThrow("Shopify did not answer");
    expect((await load()).backfill).toMatchObject({ state: "failed" });
    core.shopify.clearAdminFaults();
    await count();
    const { backfill, earlier } = await load();
    expect(backfill).toMatchObject({ state: "ready", parcels: 1 });
    expect(earlier).toMatchObject([{ state: "failed" }]);
  });
});
