import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { maxCallsInFlight } from "#app/worker/drain-account.ts";
import { sweep } from "#app/worker/sweep.ts";
import { operator } from "#test/support/open-test-app.ts";
import { fulfillment, useCore } from "./use-core.ts";

const { core, database, deliver, drain, account, tracking, time, enqueued } =
  useCore();
const minute = 60_000;

const ship = (number: string) =>
  deliver("fulfillments/create", fulfillment({ tracking_numbers: [number] }));
const calls = () => core.keydelivery.journal.createCalls();
const pauseMinutes = async () => {
  const { pausedUntil } = await account();
  return Math.round(
    (pausedUntil!.getTime() - Date.now() - time.offsetMs) / minute,
  );
};

/** Waits until so many attempts are open; asked by each of their calls. */
function untilClaimed(many: number) {
  const look = async (): Promise<void> => {
    const open = { registration: "registering" } as const;
    if ((await database.db.tracking.count({ where: open })) < many)
      return sleep(5).then(look);
  };
  let found: Promise<void> | undefined;
  return () => (found ??= look());
}

beforeEach(() => core.keydelivery.setQuota(operator.apiKey, 0));

describe("a paused account", () => {
  it("stays paused when a call that began before is answered well", async () => {
    core.keydelivery.setQuota(operator.apiKey, undefined);
    core.keydelivery.failNext(faults.slow(500), { number: "T2" });
    core.keydelivery.failNext(faults.tooManyRequests(120), { number: "T3" });
    await ship("T2");
    await ship("T3");
    await drain();
    expect(await tracking("T2")).toMatchObject({ registration: "registered" });
    const { state, pausedUntil } = await account();
    expect(state).toBe("throttled");
    expect((pausedUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(100_000);
  });

  it("is not called for what was claimed ahead", async () => {
    const { keydelivery } = core.app;
    const claimed = untilClaimed(maxCallsInFlight + 4);
    core.app.keydelivery = {
      ...keydelivery,
      createTracking: (...asked) =>
        claimed().then(() => keydelivery.createTracking(...asked)),
    };
    for (let index = 0; index < 30; index++) await ship(`AHEAD${index}`);
    await drain();
    core.app.keydelivery = keydelivery;
    expect(calls()).toBe(maxCallsInFlight);
    const untouched = { registration: "waiting", attempts: 0 } as const;
    expect(
      await database.db.tracking.count({
        where: { ...untouched, attemptUrl: null },
      }),
    ).toBe(30);
    // Those that were called have an answer, those that were claimed ahead have none.
    expect(
      await database.db.tracking.groupBy({
        by: ["lastAnswerCode"],
        where: { attemptStartedAt: { not: null } },
        _count: true,
        orderBy: { lastAnswerCode: "asc" },
      }),
    ).toEqual([
      { lastAnswerCode: "401", _count: maxCallsInFlight },
      { lastAnswerCode: null, _count: 4 },
    ]);
  });

  it("is tried with one call after a minute, then after four, sixteen, and every hour", async () => {
    for (let at = 0; at < 5; at++) await ship(`A${at}`);
    await drain();
    const first = calls();
    const pauses = [await pauseMinutes()];
    for (let round = 0; round < 4; round++) {
      time.offsetMs += pauses.at(-1)! * minute + 1_000;
      await drain();
      pauses.push(await pauseMinutes());
    }
    expect(pauses).toEqual([1, 4, 16, 60, 60]);
    expect(calls() - first).toBe(4);
  });

  it("is not woken by the sweep before its time, and is by it afterwards", async () => {
    await ship("B1");
    await drain();
    const wakes = () =>
      enqueued.filter(({ job }) => job === "drain-account").length;
    enqueued.length = 0;
    await sweep(core.app);
    expect(wakes()).toBe(0);
    time.offsetMs = 2 * minute;
    await sweep(core.app);
    expect(wakes()).toBe(1);
  });

  it("registers what came meanwhile in the order it came, and counts no attempt for the pause", async () => {
    // Calls that go at once arrive in any order: so few go one by one.
    core.app.env.keydeliveryRate = 20;
    for (const number of ["C1", "C2"]) await ship(number);
    await drain();
    for (const number of ["C3", "C4"]) await ship(number);
    expect(await tracking("C1")).toMatchObject({
      registration: "waiting",
      attempts: 0,
      attemptUrl: null,
    });
    core.keydelivery.setQuota(operator.apiKey, undefined);
    time.offsetMs = 2 * minute;
    await drain();
    expect(
      core.keydelivery.journal.accepted().map(({ number }) => number),
    ).toEqual(["C1", "C2", "C3", "C4"]);
    expect(await account()).toMatchObject({ state: "active" });
  });

  it("counts as working when its pause is over and nothing waits for it", async () => {
    await ship("E1");
    await drain();
    await sweep(core.app);
    expect(await account()).toMatchObject({ state: "quota_exhausted" });
    time.offsetMs = 2 * minute;
    await sweep(core.app);
    expect(await account()).toMatchObject({ state: "quota_exhausted" });
    await database.db.tracking.updateMany({
      data: { registration: "dormant" },
    });
    await sweep(core.app);
    expect(await account()).toMatchObject({
      state: "active",
      pausedUntil: null,
    });
  });

  it("begins with the short pause again after it worked in between", async () => {
    await ship("D1");
    await drain();
    core.keydelivery.setQuota(operator.apiKey, 1);
    time.offsetMs = 2 * minute;
    await drain();
    await ship("D2");
    await drain();
    expect(await pauseMinutes()).toBe(1);
  });
});

describe("an account", () => {
  beforeEach(() => core.keydelivery.setQuota(operator.apiKey, undefined));

  it.each([104, 404])("with wrong credentials (%i) is paused", async (code) => {
    core.keydelivery.failNext(faults.bodyCode(code), { times: 99 });
    await ship("W1");
    await drain();
    expect(await account()).toMatchObject({
      state: "invalid_credentials",
      lastErrorCode: String(code),
    });
    expect(await tracking("W1")).toMatchObject({
      registration: "waiting",
      attemptUrl: null,
    });
  });

  it("that is called too often slows down as long as it is asked to", async () => {
    core.keydelivery.failNext(faults.tooManyRequests(120));
    await ship("T1");
    await drain();
    const { state, pausedUntil } = await account();
    expect(state).toBe("throttled");
    expect((pausedUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(100_000);
  });

  it("that is to call again at once rests a second all the same", async () => {
    core.keydelivery.failNext(faults.tooManyRequests(0));
    await ship("T1");
    await drain();
    const { state, pausedUntil, lastErrorAt } = await account();
    expect(state).toBe("throttled");
    expect(Number(pausedUntil) - Number(lastErrorAt)).toBe(1_000);
  });
});
