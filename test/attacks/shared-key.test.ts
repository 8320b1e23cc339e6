import { beforeEach, describe, expect, it } from "vitest";
import { connectAccount } from "#app/features/accounts/connect-account.server.ts";
import { restartShipment } from "#app/use-cases/restart-shipment.server.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { operator } from "#test/support/open-test-app.ts";
import {
  domain,
  fulfillment,
  otherDomain,
  useCore,
} from "#test/worker/use-core.ts";

const { core, database, deliver, drain, drainOf, push, ...more } = useCore();
const { shipments } = more;
const number = "SHARED1";
const ship = (shop: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
    shop,
  );
const trackingOf = async (shopId: string) => {
  const where = { shopId };
  const { tracking } = await database.db.shipment.findFirstOrThrow({
    where,
    include: { tracking: true },
  });
  return tracking!;
};
const tell = (ref: string, changes = {}) =>
  push(ref, {
    carrier_id: "ups",
    tracking_number: number,
    order_status_code: 0,
    items: [{ time: "2026-11-21 10:00:00", context: "Departed" }],
    ...changes,
  });
const scansOf = ({ id }: { id: string }) =>
  database.db.trackingEvent.count({ where: { trackingId: id } });

describe("a shop that knows another's API key, but not its secret", () => {
  beforeEach(async () => {
    await database.db.$transaction((tx) =>
      connectAccount(tx, core.app.sealer, {
        apiKey: operator.apiKey,
        apiSecret: "guessed",
        shopId: core.otherShopId,
        actor: "staff",
        now: core.app.clock.now(),
      }),
    );
    await ship(domain);
    await ship(otherDomain);
    await drain();
  });

  it("reads no scan of the other's parcel, before it tried to register it and after", async () => {
    const [own, foreign] = await Promise.all(
      [core.shopId, core.otherShopId].map(trackingOf),
    );
    expect(foreign!.ref).toBe(own!.ref);
    expect(await tell(own!.ref)).toMatchObject({ outcome: "applied" });
    await drainOf(foreign!.accountId);
    expect(await trackingOf(core.otherShopId)).toMatchObject({
      registration: "waiting",
    });
    await tell(own!.ref, { message: "again" });
    expect(await scansOf(own!)).toBeGreaterThan(0);
    expect(await scansOf(foreign!)).toBe(0);
  });

  it("reads none either where KeyDelivery did not answer its attempt", async () => {
    const [own, foreign] = await Promise.all(
      [core.shopId, core.otherShopId].map(trackingOf),
    );
    core.keydelivery.failNext(faults.serverError);
    await drainOf(foreign!.accountId);
    expect(await trackingOf(core.otherShopId)).toMatchObject({
      registration: "waiting",
      attempts: 1,
      attemptUrl: expect.stringContaining("/callbacks/") as string,
    });
    await tell(own!.ref, { message: "again" });
    expect(await scansOf(own!)).toBeGreaterThan(0);
    expect(await scansOf(foreign!)).toBe(0);
  });

  it("is told nothing by a push about a parcel that only it asks for", async () => {
    await database.db.tracking.deleteMany({ where: { shopId: core.shopId } });
    const foreign = await trackingOf(core.otherShopId);
    const stored = await tell(foreign.ref);
    expect(stored.outcome).toBe("unknown_ref");
    expect(Buffer.from(stored.body).toString()).toBe("{}");
    expect(await scansOf(foreign)).toBe(0);
  });
});

describe("a push to a tracking of ours", () => {
  const only = () => trackingOf(core.shopId);

  it("is applied where the answer to its attempt was lost", async () => {
    core.keydelivery.failNext(faults.acceptAndCut);
    await ship(domain);
    await drain();
    const tracking = await only();
    expect(tracking.registration).toBe("waiting");
    expect(await tell(tracking.ref)).toMatchObject({ outcome: "applied" });
  });

  it("is applied where KeyDelivery answered with a code that nobody knows", async () => {
    core.keydelivery.failNext(faults.bodyCode(777));
    await ship(domain);
    await drain();
    const tracking = await only();
    expect(tracking.registration).toBe("failed");
    expect(await tell(tracking.ref)).toMatchObject({ outcome: "applied" });
    expect(await database.db.quotaUsage.findFirst()).toMatchObject({ used: 1 });
  });

  it("is applied where whoever made its attempt died before the answer", async () => {
    await ship(domain);
    await database.db.tracking.updateMany({
      data: {
        registration: "registering",
        attemptStartedAt: new Date(),
        attemptUrl: `${core.app.env.callbackUrl}/callbacks/keydelivery/`,
      },
    });
    expect(await tell((await only()).ref)).toMatchObject({
      outcome: "applied",
    });
  });

  it("is applied to the newest generation, which waits, where the one before was registered", async () => {
    await ship(domain);
    await drain();
    const { ref } = await only();
    await tell(ref, { message: "No status update for 60 days" });
    const [shipment] = await shipments();
    await restartShipment(core.app, {
      shopId: core.shopId,
      shipmentId: shipment!.id,
      actor: "merchant",
    });
    expect(await only()).toMatchObject({ generation: 2, attemptUrl: null });
    await tell(ref, { order_status_code: 3 });
    expect(await only()).toMatchObject({ status: "delivered" });
  });
});
