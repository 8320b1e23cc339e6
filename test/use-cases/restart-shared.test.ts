import { beforeEach, describe, expect, it, vi } from "vitest";
import { fulfillment, otherDomain } from "#test/worker/use-core.ts";
import { scan, useRestarts } from "./use-restarts.ts";

const { core, database, deliver, drain, ...more } = useRestarts();
const { generations, newest, of, restartOf, tell } = more;

describe("a number that two shops follow", () => {
  beforeEach(async () => {
    const body = fulfillment({ tracking_numbers: ["EX1"] });
    await deliver("fulfillments/create", body, otherDomain);
    expect(await generations()).toHaveLength(1);
    await restartOf(core.shopId);
    await drain();
  });

  it("is restarted once: the second shop joins what the first one made, and both have its pushes", async () => {
    await restartOf(core.otherShopId);
    expect(await generations()).toHaveLength(2);
    await tell({
      order_status_code: 3,
      items: [scan, { time: "2026-11-22 09:00:00", context: "Delivered" }],
    });
    for (const shopId of [core.shopId, core.otherShopId])
      expect(await of(shopId)).toMatchObject({
        state: "delivered",
        tracking: { generation: 2 },
      });
    expect(
      await database.db.fulfillment.count({ where: { status: "delivered" } }),
    ).toBe(2);
  });

  it("is restarted once where both do it at the same time", async () => {
    await restartOf(core.otherShopId);
    await tell({ message: "No status update for 60 days" });
    const both = [core.shopId, core.otherShopId];
    await Promise.all(both.map(restartOf));
    expect(await generations()).toHaveLength(3);
    for (const shopId of both)
      expect(await of(shopId)).toMatchObject({ tracking: { generation: 3 } });
  });

  const expire = (data: object = {}) =>
    database.db.tracking.updateMany({
      where: { generation: 2 },
      data: { status: "expired", ...data },
    });

  it("is asked for as before for the second shop, until that one leaves it too", async () => {
    await restartOf(core.otherShopId);
    const asked = { nextCheckAt: new Date(), pollUntil: new Date() };
    await expire(asked);
    const second = async () => (await generations())[1];
    await restartOf(core.shopId);
    expect(await second()).toMatchObject(asked);
    await restartOf(core.otherShopId);
    expect(await second()).toMatchObject({ nextCheckAt: null });
  });

  it("is locked from its first generation on, whichever is restarted", async () => {
    await expire();
    const other = await database.pool.connect();
    const lock = (generation: number, how = "") =>
      other.query(
        `SELECT 1 FROM tracking WHERE generation = ${generation} FOR UPDATE ${how}`,
      );
    try {
      await other.query("BEGIN");
      await lock(1);
      const restarting = restartOf(core.shopId);
      await vi.waitFor(async () => {
        const waiting = await other.query(`SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`);
        expect(waiting.rowCount).toBe(1);
      }, 10_000);
      await lock(2, "NOWAIT");
      await other.query("COMMIT");
      await restarting;
    } finally {
      other.release(true);
    }
  });

  it("wakes up again where the first shop does not need it any more", async () => {
    await database.db.tracking.updateMany({
      where: { generation: 2 },
      data: { registration: "dormant" },
    });
    await restartOf(core.otherShopId);
    expect(await newest()).toMatchObject({
      generation: 2,
      registration: "waiting",
      shopId: core.otherShopId,
    });
  });

  it.each([
    ["expired too", { status: "expired" }],
    ["arrived", { status: "delivered" }],
    ["was refused", { registration: "failed" }],
    ["was asked for in vain for 30 days", { pollUntil: new Date(0) }],
  ] as const)(
    "is made anew where what the first shop made %s",
    async (_how, data) => {
      await database.db.tracking.updateMany({
        where: { generation: 2 },
        data,
      });
      await restartOf(core.otherShopId);
      expect(await newest()).toMatchObject({
        generation: 3,
        status: "in_transit",
      });
    },
  );
});
