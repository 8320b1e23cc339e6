import { describe, expect, it } from "vitest";
import { NotFoundError } from "#app/domain/app-error.ts";
import { loadShipment } from "#app/features/shipments/load-shipment.server.ts";
import { archiveShipment } from "#app/use-cases/archive-shipment.server.ts";
import { refreshShipment } from "#app/use-cases/refresh-shipment.server.ts";
import { fulfillment, useCore } from "#test/worker/use-core.ts";

const { core, database, deliver, drain, check, tracking, enqueued, time } =
  useCore();

async function ship(number = "REF1") {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
  );
  await drain();
  return database.db.shipment.findFirstOrThrow({ where: { number } });
}
const ask = (shipmentId: string, shopId = core.shopId) =>
  refreshShipment(core.app, { shopId, shipmentId });
const look = async (shipmentId: string) =>
  loadShipment(
    database.db,
    { id: core.shopId, timeZone: "UTC", writeBack: false },
    shipmentId,
    core.app.clock.now(),
  );

describe("a parcel that a merchant asks for", () => {
  it("is asked for by one job, whose outcome the page tells", async () => {
    const { id } = await ship();
    const { id: trackingId } = await tracking("REF1");
    enqueued.length = 0;
    expect(await ask(id)).toBe(true);
    expect(enqueued).toEqual([{ job: "check-tracking", data: { trackingId } }]);
    expect((await look(id)).refresh).toMatchObject({ isRunning: true });
    await core.keydelivery.pushNow("REF1", {
      scans: [{ context: "Left the depot", code: "0" }],
    });
    await check(trackingId);
    const { refresh, days } = await look(id);
    expect(refresh).toMatchObject({
      isRunning: false,
      outcome: "new_scans",
      newScans: 1,
    });
    expect(days[0]?.events[0]?.text).toBe("Left the depot");
  });

  it("rests for five minutes, and can be asked for again then", async () => {
    const { id } = await ship();
    expect(await ask(id)).toBe(true);
    expect(await ask(id)).toBe(false);
    expect((await look(id)).refresh?.notBefore).not.toBeNull();
    time.offsetMs = 5 * 60_000 + 1_000;
    expect((await look(id)).refresh?.notBefore).toBeNull();
    expect(await ask(id)).toBe(true);
  });

  it("rests for a day once it arrived", async () => {
    const { id } = await ship();
    await database.db.tracking.updateMany({ data: { status: "delivered" } });
    expect(await ask(id)).toBe(true);
    time.offsetMs = 23 * 3_600_000;
    expect(await ask(id)).toBe(false);
    time.offsetMs = 25 * 3_600_000;
    expect(await ask(id)).toBe(true);
  });

  it("is refused when the shop asked for thirty within the hour", async () => {
    const { id } = await ship();
    const { accountId } = await tracking("REF1");
    await database.db.tracking.createMany({
      data: Array.from({ length: 30 }, (_, index) => ({
        accountId,
        carrierId: "ups",
        number: `OTHER${index}`,
        ref: `ref${index}`,
        callbackKeyId: 1,
        callbackToken: "token",
        askedAt: new Date(),
        askedBy: core.shopId,
      })),
    });
    expect(await ask(id)).toBe(false);
    time.offsetMs = 3_601_000;
    expect(await ask(id)).toBe(true);
  });

  it("is asked for once when two people ask at once", async () => {
    const { id } = await ship();
    const answers = await Promise.all([ask(id), ask(id), ask(id)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("must be the shop's own, and followed", async () => {
    const { id } = await ship();
    await expect(ask(id, core.otherShopId)).rejects.toThrow(NotFoundError);
    await database.db.shipment.update({
      where: { id },
      data: { endedAt: new Date() },
    });
    await expect(ask(id)).rejects.toThrow(NotFoundError);
    expect((await look(id)).refresh).toBeNull();
  });
});

describe("a parcel that a merchant archives", () => {
  const archive = (
    shipmentId: string,
    isArchived: boolean,
    shopId = core.shopId,
  ) =>
    archiveShipment(core.app, {
      shopId,
      shipmentId,
      isArchived,
      actor: "staff:1",
    });

  it("leaves the lists and comes back, which the trail tells once each", async () => {
    const { id } = await ship();
    await archive(id, true);
    await archive(id, true);
    expect((await look(id)).isArchived).toBe(true);
    await archive(id, false);
    const { isArchived, audit } = await look(id);
    expect(isArchived).toBe(false);
    expect(audit.map(({ action }) => action)).toEqual([
      "unarchived",
      "archived",
    ]);
  });

  it("is nobody else's", async () => {
    const { id } = await ship();
    await expect(archive(id, true, core.otherShopId)).rejects.toThrow(
      NotFoundError,
    );
  });
});
