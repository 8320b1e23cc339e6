import { stopDeletion } from "#app/use-cases/stop-deletion.server.ts";
import { describe, expect, it } from "vitest";
import { countStaleDays } from "#app/features/analytics/count-stale-days.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import { otherDomain } from "./use-core.ts";
import { actor, minute, scan, useDeletion } from "./use-deletion.ts";

const { core, database, drain, push, tracking, ship, request, ...more } =
  useDeletion();
const { shipments, time, enqueued, jobs, runJobs, numbers, dump } = more;

describe("deleting a shop's data", () => {
  it("forgets its parcels everywhere, and nothing of another shop", async () => {
    await ship("1ZMINE");
    await ship("1ZTHEIRS", otherDomain);
    await drain();
    for (const number of ["1ZMINE", "1ZTHEIRS"])
      await push((await tracking(number)).ref, {
        ...scan,
        tracking_number: number,
      });
    for (const shopId of [core.shopId, core.otherShopId]) {
      await database.db.carrierMapping.create({
        data: { shopId, companyKey: "velo", company: "Velo", carrierId: "gls" },
      });
      await database.db.savedView.create({
        data: { shopId, name: "Mine", query: "q=1" },
      });
    }
    const countDays = async () => {
      for (const shopId of [core.shopId, core.otherShopId])
        await countStaleDays(core.app.db, shopId);
    };
    await countDays();
    time.offsetMs = 1_000;
    await request();
    await runJobs();
    await countDays();
    const left = await dump();
    expect(left).not.toContain("1ZMINE");
    expect(left).toContain("1ZTHEIRS");
    const { db } = database;
    for (const rows of [
      await db.fulfillment.findMany(),
      await db.tracking.findMany(),
      await db.webhookDelivery.findMany(),
      await db.push.findMany(),
      await db.carrierMapping.findMany(),
      await db.savedView.findMany(),
      await db.shippedDay.findMany(),
    ])
      expect(rows).toHaveLength(1);
    expect(await db.trackingEvent.count()).toBeGreaterThan(0);
  });

  it("keeps the installation, its settings, its account and what was changed", async () => {
    await database.db.shop.update({
      where: { id: core.shopId },
      data: { stalledDays: 3 },
    });
    await database.db.keyDeliveryAccount.create({
      data: { shopId: core.shopId, apiKeyHint: "0001", fingerprint: "own" },
    });
    await request();
    await runJobs();
    expect(
      await database.db.shop.findUniqueOrThrow({ where: { id: core.shopId } }),
    ).toMatchObject({ state: "active", stalledDays: 3 });
    expect(
      await database.db.keyDeliveryAccount.count({
        where: { shopId: core.shopId },
      }),
    ).toBe(1);
    const entries = await database.db.auditEntry.findMany({
      where: { shopId: core.shopId },
      orderBy: { createdAt: "asc" },
    });
    expect(entries).toMatchObject([
      { actor, action: "data_deletion_started" },
      { actor: "app", action: "data_deleted", detail: { fulfillments: 0 } },
    ]);
  });

  it("needs the shop's name, in any case, with or without its domain", async () => {
    for (const name of ["", "other", "one.myshopify.co"])
      expect(await request(name)).toBe("wrong_name");
    expect(jobs()).toEqual([]);
    for (const name of [" ONE ", "one.myshopify.com"])
      expect(await request(name)).toBe("started");
    expect(await database.db.dataDeletion.count()).toBe(1);
  });

  it("leaves a tracking to the other shop that it serves", async () => {
    await ship("1ZBOTH");
    await ship("1ZBOTH", otherDomain);
    await drain();
    await request();
    await runJobs();
    expect(await tracking("1ZBOTH")).toMatchObject({
      registration: "registered",
    });
    expect(await shipments()).toMatchObject([
      { shopId: core.otherShopId, tracking: { number: "1ZBOTH" } },
    ]);
  });

  it("runs on where it stopped, and twice does no harm", async () => {
    for (let at = 0; at < 5; at++) await ship(`1ZN${at}`);
    await request();
    await runJobs(AbortSignal.abort());
    expect(await numbers()).toHaveLength(5);
    expect(jobs()).toHaveLength(2);
    await Promise.all([runJobs(), runJobs()]);
    await runJobs();
    expect(await numbers()).toEqual([]);
    expect(
      await database.db.auditEntry.count({ where: { action: "data_deleted" } }),
    ).toBe(1);
    expect(await database.db.dataDeletion.findFirst()).toMatchObject({
      deleted: 5,
      endedAt: expect.any(Date) as Date,
    });
  });

  it("is stopped by its own merchant, and what is left stays", async () => {
    await ship("1ZSTAYS");
    await request();
    await stopDeletion(core.app, { shopId: core.otherShopId, actor });
    expect(
      await database.db.dataDeletion.count({ where: { endedAt: null } }),
    ).toBe(1);
    await stopDeletion(core.app, { shopId: core.shopId, actor });
    await runJobs();
    expect(await numbers()).toEqual(["1ZSTAYS"]);
    expect(await database.db.dataDeletion.findFirst()).toMatchObject({
      stopped: true,
      endedAt: expect.any(Date) as Date,
    });
    expect(
      await database.db.auditEntry.count({
        where: { actor, action: "data_deletion_stopped" },
      }),
    ).toBe(1);
  });

  it("is found by the sweep when its job was lost", async () => {
    await request();
    enqueued.length = 0;
    await sweep(core.app);
    expect(jobs()).toEqual([]);
    time.offsetMs = 3 * minute;
    await sweep(core.app);
    expect(jobs()).toHaveLength(1);
  });
});
