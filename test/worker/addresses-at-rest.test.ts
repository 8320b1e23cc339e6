import { beforeEach, describe, expect, it } from "vitest";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { restartShipment } from "#app/use-cases/restart-shipment.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import { tidy } from "#app/worker/tidy.ts";
import { dumpTables, formsOf } from "#test/operation/dump-tables.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, otherDomain, useCore } from "./use-core.ts";

const { database, time, core, deliver, drain, push, tracking, ...more } =
  useCore();
const { shipments } = more;
const ship = (number: string, changes: object = {}, domain?: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number], ...changes }),
    domain,
  );
const base = () => `${core.app.env.callbackUrl}/callbacks/keydelivery/`;
const keys = new Map([
  [1, Buffer.alloc(32, 7)],
  [2, Buffer.alloc(32, 8)],
]);
const tokenOf = async (number: string) => {
  const { ref, callbackKeyId } = await tracking(number);
  return createCallbackTokens(keys).tokenOf(ref, callbackKeyId);
};
const registeredUrl = (number: string) =>
  core.keydelivery.trackings().find((one) => one.number === number)?.webhookUrl;
const minutes = (count: number) => count * 60_000;

describe("the address of a tracking", () => {
  it("can be read in no table, whatever became of its registration", async () => {
    const numbers = ["REST1", "REST2", "REST3", "REST4"];
    core.keydelivery.failNext(faults.acceptAndCut, { number: "REST2" });
    core.keydelivery.failNext(faults.bodyCode(105), { number: "REST3" });
    for (const number of numbers.slice(0, 3)) await ship(number);
    await drain();
    await ship("REST4");
    const states = await Promise.all(numbers.map(tracking));
    expect(states.map(({ registration }) => registration)).toEqual([
      ...["registered", "waiting", "failed", "waiting"],
    ]);
    const { ref } = await tracking("REST1");
    await push(ref, {
      ...{ carrier_id: "ups", tracking_number: "REST1" },
      items: [{ time: "2026-11-21 10:00:00", context: "Departed" }],
    });
    const dump = await dumpTables(database.pool);
    expect(dump).toContain(ref);
    const tokens = await Promise.all(numbers.map(tokenOf));
    expect(registeredUrl("REST1")).toBe(base() + tokens[0]);
    expect(
      tokens.filter((token) =>
        formsOf(token).some((form) => dump.includes(form)),
      ),
    ).toEqual([]);
  });

  it("is another one where the app's URL changed since an attempt that may have arrived", async () => {
    core.keydelivery.failNext(faults.acceptAndCut);
    await ship("MOVED");
    await drain();
    core.app.env.callbackUrl = "http://127.0.0.1:2";
    time.offsetMs = minutes(20);
    await drain();
    expect(await tracking("MOVED")).toMatchObject({
      registration: "registered",
      lastAnswerCode: "60201",
      pushAssured: false,
    });
    expect(registeredUrl("MOVED")).toContain("http://127.0.0.1:1/");
  });
});

describe("a tracking of the release before", () => {
  beforeEach(() => {
    core.app.callbackTokens = createCallbackTokens(
      new Map([[1, Buffer.alloc(32, 7)]]),
      { keptIds: new Set([1]) },
    );
  });
  // As that release claims: the URL is put together from the row, and written down whole.
  const claimAsBefore = async (number: string) => {
    const { rows } = await database.pool.query<{ url: string }>(
      `UPDATE tracking SET registration = 'registering', attempts = attempts + 1, attempt_started_at = now(),
         attempt_url = $2::text || callback_token WHERE number = $1 AND registration = 'waiting'
       RETURNING attempt_url AS url`,
      [number, base()],
    );
    return rows[0]!.url;
  };
  const isEmptied = async (number: string) =>
    expect(
      await database.db.tracking.findFirstOrThrow({
        where: { number, generation: 1 },
      }),
    ).toMatchObject({
      registration: "registered",
      callbackToken: "",
      attemptUrl: base(),
      pushAssured: true,
    });

  it("can be claimed by its processes where this one made it, and holds nothing once it is registered", async () => {
    await ship("BOTH1");
    expect(await claimAsBefore("BOTH1")).toBe(
      base() + (await tokenOf("BOTH1")),
    );
    await ship("BOTH2");
    await drain();
    await isEmptied("BOTH2");
  });

  it("whose attempt was left open counts as ours when KeyDelivery has it", async () => {
    await ship("OPEN1");
    core.keydelivery.seedElsewhere({
      ...{ carrierId: "ups", number: "OPEN1" },
      webhookUrl: await claimAsBefore("OPEN1"),
    });
    time.offsetMs = minutes(1);
    await sweep(core.app);
    await drain();
    expect((await tracking("OPEN1")).lastAnswerCode).toBe("60201");
    await isEmptied("OPEN1");
  });

  it("that it registered is known by its address, before and after that is emptied", async () => {
    await ship("PAST1");
    core.keydelivery.seedElsewhere({
      ...{ carrierId: "ups", number: "PAST1" },
      webhookUrl: await claimAsBefore("PAST1"),
    });
    await database.db.tracking.updateMany({
      data: {
        registration: "registered",
        registeredAt: new Date(),
        pushAssured: true,
        lastEventTime: "2026-06-01 10:00:00",
      },
    });
    for (const generation of [2, 3]) {
      await ship("PAST1");
      await drain();
      const newest = await database.db.tracking.findFirstOrThrow({
        where: { number: "PAST1", generation },
      });
      expect(newest).toMatchObject({
        lastAnswerCode: "60201",
        pushAssured: true,
        callbackToken: "",
      });
      await database.db.tracking.update({
        where: { id: newest.id },
        data: { lastEventTime: "2026-06-01 10:00:00", pushAssured: false },
      });
      await tidy(core.app);
      await isEmptied("PAST1");
    }
  });
});

describe("beside a newer key", () => {
  const hold = (...ids: number[]) =>
    (core.app.callbackTokens = createCallbackTokens(
      new Map(ids.map((id) => [id, keys.get(id)!])),
    ));
  const keyIds = async () =>
    (
      await database.db.tracking.findMany({ orderBy: { createdAt: "asc" } })
    ).map((one) => one.callbackKeyId);
  beforeEach(() =>
    database.db.callbackKey.createMany({
      data: [1, 2].map((id) => ({ id, keySealed: "" })),
    }),
  );

  it("new parcels get an address of the newer one, those of before keep theirs", async () => {
    hold(1);
    await ship("KEY1");
    hold(1, 2);
    await ship("KEY2");
    await drain();
    expect(await keyIds()).toEqual([1, 2]);
    for (const number of ["KEY1", "KEY2"])
      expect(registeredUrl(number)).toBe(base() + (await tokenOf(number)));
  });

  it("a number that has an address at KeyDelivery keeps it: started again, and in another shop", async () => {
    hold(1);
    await ship("SAME1");
    await drain();
    const { ref } = await tracking("SAME1");
    await push(ref, {
      ...{ carrier_id: "ups", tracking_number: "SAME1", items: [] },
      message: "No status update for 60 days",
    });
    hold(1, 2);
    await restartShipment(core.app, {
      shopId: core.shopId,
      shipmentId: (await shipments())[0]!.id,
      actor: "merchant",
    });
    await ship("SAME1", {}, otherDomain);
    expect(new Set(await keyIds())).toEqual(new Set([1]));
    await database.db.callbackKey.update({
      where: { id: 1 },
      data: { retiredAt: new Date() },
    });
    await database.db.tracking.updateMany({
      data: { lastEventTime: "2026-06-01 10:00:00" },
    });
    await ship("SAME1");
    expect((await keyIds()).at(-1)).toBe(2);
  });

  it("a parcel that slept until its key retired gets an address of the newer one", async () => {
    hold(1);
    core.keydelivery.failNext(faults.serverError);
    await ship("SLEPT");
    await drain();
    const { ref: before } = await tracking("SLEPT");
    hold(2);
    time.offsetMs = minutes(20);
    await drain();
    const { ref, ...row } = await tracking("SLEPT");
    expect(ref).not.toBe(before);
    expect(row).toMatchObject({ callbackKeyId: 2, pushAssured: true });
    expect(registeredUrl("SLEPT")).toBe(base() + (await tokenOf("SLEPT")));
    expect(core.app.callbackTokens.verify(await tokenOf("SLEPT"))).toBe(ref);
  });
});
