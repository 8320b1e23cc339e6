import { describe, expect, it } from "vitest";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { ordinaryDelivery } from "#test/sandbox/keydelivery/scenarios.ts";
import { sweep } from "#app/worker/sweep.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { operator } from "#test/support/open-test-app.ts";
import { fulfillment, otherDomain, useCore } from "./use-core.ts";

const {
  database,
  enqueued,
  time,
  core,
  deliver,
  drain,
  check,
  account,
  shipments,
  tracking,
} = useCore();
const ship = (number: string, domain?: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
    domain,
  );
const minutes = (count: number) => count * 60_000;

describe("a create call", () => {
  it("registers a waiting parcel once, with a callback URL of its own", async () => {
    await ship("A1");
    await drain();
    await drain();
    expect(await tracking("A1")).toMatchObject({
      registration: "registered",
      pushAssured: true,
      lastAnswerCode: "200",
      attempts: 1,
    });
    const [registered] = core.keydelivery.trackings();
    const token = registered?.webhookUrl?.split("/").at(-1) ?? "";
    expect(core.app.callbackTokens.verify(token)).toBe(
      (await tracking("A1")).ref,
    );
    expect(core.keydelivery.journal.createCalls()).toBe(1);
  });

  it.each([
    ["an error of KeyDelivery's", faults.serverError],
    ["a page of HTML", faults.htmlPage],
    ["an empty answer", faults.emptyAnswer],
    ["a cut connection", faults.cut],
    ["no answer in time", faults.slow(1_500)],
  ])("waits after %s, and registers later", async (_what, fault) => {
    core.keydelivery.failNext(fault);
    await ship("B1");
    await drain();
    expect(await tracking("B1")).toMatchObject({
      registration: "waiting",
      attempts: 1,
    });
    time.offsetMs = minutes(20);
    await drain();
    expect(await tracking("B1")).toMatchObject({
      registration: "registered",
      pushAssured: true,
    });
    expect(core.keydelivery.journal.accepted()).toMatchObject([
      { number: "B1", count: 1 },
    ]);
  });

  it("that was accepted before the line was cut counts as ours", async () => {
    core.keydelivery.failNext(faults.acceptAndCut);
    await ship("C1");
    await drain();
    time.offsetMs = minutes(20);
    await drain();
    expect(await tracking("C1")).toMatchObject({
      registration: "registered",
      pushAssured: true,
      lastAnswerCode: "60201",
    });
    expect(core.keydelivery.journal.accepted()).toMatchObject([{ count: 1 }]);
  });

  it("for a number that others registered is followed by questions until it arrives", async () => {
    core.keydelivery.playScenario("D1", ordinaryDelivery);
    core.keydelivery.seedElsewhere({ carrierId: "ups", number: "D1" });
    await core.keydelivery.settled();
    await ship("D1");
    await drain();
    const { id } = await tracking("D1");
    expect(await tracking("D1")).toMatchObject({
      registration: "registered",
      pushAssured: false,
    });
    expect(enqueued).toContainEqual({
      job: "check-tracking",
      data: { trackingId: id },
    });
    await check(id);
    expect(await tracking("D1")).toMatchObject({
      status: "delivered",
      nextCheckAt: null,
    });
  });

  it("with a carrier KeyDelivery does not know asks detection for another", async () => {
    core.keydelivery.failNext(faults.bodyCode(405));
    await ship("E1");
    await drain();
    expect(await shipments()).toMatchObject([
      { hold: "detecting", refusedCarriers: ["ups"], trackingId: null },
    ]);
    expect(await tracking("E1")).toMatchObject({
      registration: "failed",
      lastAnswerCode: "405",
    });
  });

  it("with data KeyDelivery refuses waits for a person", async () => {
    core.keydelivery.failNext(faults.bodyCode(105));
    await ship("F1");
    await drain();
    expect(await tracking("F1")).toMatchObject({
      registration: "failed",
      lastAnswerCode: "105",
    });
  });
});

describe("an account", () => {
  it("without quota is left alone, then registers all that waited, oldest first", async () => {
    core.keydelivery.setQuota(operator.apiKey, 1);
    for (const number of ["Q1", "Q2", "Q3"]) await ship(number);
    await drain();
    expect(await account()).toMatchObject({
      state: "quota_exhausted",
      lastErrorCode: "401",
    });
    const calls = core.keydelivery.journal.createCalls();
    await drain();
    expect(core.keydelivery.journal.createCalls()).toBe(calls);
    core.keydelivery.setQuota(operator.apiKey, undefined);
    time.offsetMs = minutes(61);
    await drain();
    expect(await account()).toMatchObject({ state: "active" });
    expect(
      await database.db.tracking.count({
        where: { registration: "registered", pushAssured: true },
      }),
    ).toBe(3);
    expect(
      core.keydelivery.journal.accepted().every(({ count }) => count === 1),
    ).toBe(true);
  });
});

describe("an attempt that a killed worker left open", () => {
  it("is taken up by the sweep, and accepted once", async () => {
    await ship("K1");
    await database.db.tracking.updateMany({
      data: {
        registration: "registering",
        attemptStartedAt: new Date(),
        attempts: 1,
      },
    });
    await sweep(core.app);
    await drain();
    expect(core.keydelivery.journal.createCalls()).toBe(0);
    time.offsetMs = minutes(1);
    await sweep(core.app);
    await drain();
    expect(await tracking("K1")).toMatchObject({ registration: "registered" });
    expect(core.keydelivery.journal.accepted()).toMatchObject([
      { number: "K1", count: 1 },
    ]);
  });
});

describe("the order of registration", () => {
  it("gives each shop its turn", async () => {
    for (let index = 0; index < 10; index++) await ship(`BIG${index}`);
    await ship("SMALL", otherDomain);
    await drain();
    const order = core.keydelivery.journal.requests.map(({ number }) => number);
    expect(order.indexOf("SMALL")).toBeLessThan(3);
  });

  it("wastes no slot of the rate on turns", async () => {
    for (let index = 0; index < 30; index++) {
      await ship(`ONE${index}`);
      await ship(`TWO${index}`, otherDomain);
    }
    const sent = await statementsOf(core.app.pool, () => drain());
    const reservations = sent.filter((text) => text.includes("rate_slot"));
    expect(core.keydelivery.journal.createCalls()).toBe(60);
    // Twenty slots each at a thousand calls a second.
    expect(reservations.length).toBeLessThanOrEqual(4);
  });

  it("puts live parcels before those of a backfill", async () => {
    await ship("OLD1");
    await database.db.tracking.updateMany({ data: { priority: 2 } });
    await ship("LIVE1");
    await drain();
    expect(
      core.keydelivery.journal.requests.map(({ number }) => number),
    ).toEqual(["LIVE1", "OLD1"]);
  });

  it("registers nothing twice when two drains run at once", async () => {
    for (let index = 0; index < 20; index++) await ship(`TWO${index}`);
    await Promise.all([drain(), drain()]);
    expect(core.keydelivery.journal.createCalls()).toBe(20);
    expect(core.keydelivery.journal.accepted()).toHaveLength(20);
  });
});
