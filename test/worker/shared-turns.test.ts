import { beforeEach, describe, expect, it } from "vitest";
import { fulfillmentPayload as parse } from "#app/features/fulfillments/fulfillment-payload.ts";
import { retryRegistration } from "#app/features/trackings/retry-registration.server.ts";
import { recordAndTrack } from "#app/use-cases/record-and-track.server.ts";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import { fulfillment, otherDomain, useCore } from "./use-core.ts";

const { database, core, deliver, drain, shipments, tracking } = useCore();
const ship = (number: string, shop?: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
    shop,
  );
const change = (data: object) => database.db.tracking.updateMany({ data });
const theirs = async () =>
  (await shipments()).find(({ shopId }) => shopId === core.otherShopId)!;
async function retryByOther() {
  const { id: shipmentId, shopId } = await theirs();
  await retryShipment(core.app, { shopId, shipmentId, actor: "staff:1" });
}
const hourAgo = new Date(Date.now() - 3_600_000);

describe("a number of two shops that the second has tried again", () => {
  beforeEach(async () => {
    await ship("T1");
    await ship("T1", otherDomain);
  });

  it("keeps its place and its shop while it waits, however often", async () => {
    await change({ nextAttemptAt: hourAgo });
    const waits = { shopId: core.shopId, nextAttemptAt: hourAgo, priority: 0 };
    for (let times = 0; times < 3; times++) await retryByOther();
    expect(await tracking("T1")).toMatchObject(waits);
    const { id: trackingId } = await tracking("T1");
    const { otherShopId: shopId } = core;
    // As one of many.
    const asked = { trackingId, shopId, priority: 1, now: new Date() };
    await database.db.$transaction((tx) => retryRegistration(tx, asked));
    expect(await tracking("T1")).toMatchObject(waits);
  });

  it.each([2, 3])(
    "is due at once where it was to wait for longer: priority %i",
    async (priority) => {
      const nextAttemptAt = new Date(Date.now() + 3_600_000);
      await change({ nextAttemptAt, priority, attempts: 9 });
      await retryByOther();
      const { nextAttemptAt: next, ...row } = await tracking("T1");
      expect(row).toMatchObject({
        ...{ shopId: core.shopId, priority: 0, attempts: 0 },
      });
      expect(next.getTime()).toBeLessThanOrEqual(Date.now());
    },
  );

  it.each(["failed", "dormant", "over_quota"] as const)(
    "is the second one's from then on where it was %s",
    async (registration) => {
      await change({ registration, priority: 2, nextAttemptAt: hourAgo });
      await retryByOther();
      const { nextAttemptAt, ...row } = await tracking("T1");
      expect(row).toMatchObject({
        ...{ registration: "waiting", shopId: core.otherShopId, priority: 0 },
      });
      expect(nextAttemptAt.getTime()).toBeGreaterThan(hourAgo.getTime());
    },
  );

  it("is the second one's where it waits and is nobody's", async () => {
    await change({ shopId: null });
    await retryByOther();
    expect(await tracking("T1")).toMatchObject({ shopId: core.otherShopId });
  });
});

describe("a number that stands aside without quota", () => {
  const track = (origin: "live" | "backfill") =>
    database.db.$transaction((tx) =>
      recordAndTrack(core.app, tx, {
        shopId: core.shopId,
        snapshot: parse.parse(fulfillment({ tracking_numbers: ["Q1"] })),
        origin,
      }),
    );

  it.each([
    ["goes before imported ones, once shipped live too", "backfill", "live"],
    ["stays before imported ones, once imported too", "live", "backfill"],
  ] as const)("%s", async (_how, first, second) => {
    core.app.env.shopQuota = 0;
    await track(first);
    await drain();
    await track(second);
    expect(await tracking("Q1")).toMatchObject({
      ...{ registration: "over_quota", shopId: core.shopId, priority: 0 },
    });
  });
});
