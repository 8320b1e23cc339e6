import { describe, expect, it } from "vitest";
import { replayStored } from "#app/use-cases/replay-stored.server.ts";
import { processPushes } from "#app/worker/process-pushes.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { actor, scan, useRestarts } from "./use-restarts.ts";

const { core, database, drain, check, shipments, ...more } = useRestarts();
const { enqueued, time, generations, newest, restart, tell } = more;
const dayMs = 86_400_000;

describe("an expired parcel that is tracked again", () => {
  it("is created anew with its scans, and follows new ones", async () => {
    await restart();
    expect(await newest()).toMatchObject({
      generation: 2,
      restarted: true,
      registration: "waiting",
      status: "in_transit",
      lastEventTime: scan.time,
    });
    expect(await shipments()).toMatchObject([{ tracking: { generation: 2 } }]);
  });

  it("is polled every twelve hours for thirty days where KeyDelivery has it already", async () => {
    await restart();
    await drain();
    const now = Date.now();
    const { pollUntil, ...row } = await newest();
    expect(row).toMatchObject({
      registration: "registered",
      pushAssured: false,
    });
    expect(pollUntil!.getTime() - now).toBeGreaterThan(29.9 * dayMs);
    await check(row.id);
    const next = (await newest()).nextCheckAt!.getTime() - Date.now();
    expect(next).toBeGreaterThan(11.9 * 3_600_000);
    expect(next).toBeLessThan(13.3 * 3_600_000);
    time.offsetMs = 31 * dayMs;
    await check(row.id);
    expect((await newest()).nextCheckAt).toBeNull();
  });

  it("goes on by pushes as soon as one comes", async () => {
    await restart();
    await drain();
    await tell({
      order_status_code: 3,
      items: [scan, { time: "2026-11-22 09:00:00", context: "Delivered" }],
    });
    expect(await newest()).toMatchObject({
      status: "delivered",
      pushAssured: true,
      pollUntil: null,
      nextCheckAt: null,
    });
  });

  it("does not expire again by a replay of the push that ended it", async () => {
    // Told long before.
    await database.db.push.updateMany({
      data: { receivedAt: new Date(Date.now() - dayMs) },
    });
    await database.db.tracking.updateMany({
      data: { createdAt: new Date(Date.now() - 2 * dayMs) },
    });
    await restart();
    enqueued.length = 0;
    await replayStored(core.app, { what: "pushes" });
    for (const { data } of enqueued.splice(0))
      await processPushes(core.app, [data as { pushId: string }]);
    expect((await generations()).map(({ status }) => status)).toEqual([
      "expired",
      "in_transit",
    ]);
  });

  it("stays paid for where KeyDelivery has it by a call whose answer was lost", async () => {
    await restart();
    core.keydelivery.failNext(faults.acceptAndCut);
    await drain();
    time.offsetMs = 60_000;
    await drain();
    expect(await newest()).toMatchObject({
      registration: "registered",
      lastAnswerCode: "60201",
    });
    expect(await database.db.quotaUsage.findMany()).toMatchObject([
      { used: 2 },
    ]);
  });

  it("is restarted once by two clicks", async () => {
    const clicks = await Promise.allSettled([restart(), restart()]);
    expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(
      1,
    );
    expect(await generations()).toHaveLength(2);
  });

  it("is kept in the history", async () => {
    await restart();
    expect(await database.db.auditEntry.findMany()).toMatchObject([
      { action: "tracking_restarted", actor },
    ]);
  });
});

it("a parcel of another shop, or one that goes on, is not restarted", async () => {
  await expect(restart(core.otherShopId)).rejects.toMatchObject({
    name: "NotFoundError",
  });
  await tell({
    order_status_code: 0,
    items: [scan, { time: "2026-11-23 08:00:00", context: "Going on" }],
  });
  await expect(restart()).rejects.toMatchObject({ name: "NotFoundError" });
  expect(await generations()).toHaveLength(1);
});
