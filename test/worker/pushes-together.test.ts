import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { processPushes } from "#app/worker/process-pushes.ts";
import { domain, fulfillment, useCore } from "./use-core.ts";

const { database, core, deliver, drain, push, tracking } = useCore();
const item = (
  time: string,
  code: string | number,
  context = `scan at ${time}`,
) => ({ time, context, order_status_code: code });
const picked = item("2026-11-20 18:02:11", "1");
const out = item("2026-11-22 08:47:02", 5);
const delivered = item("2026-11-22 15:00:00", "3");
const body = (changes: Record<string, unknown>) => ({
  carrier_id: "ups",
  tracking_number: "P1",
  ...changes,
});
let ref: string;

beforeEach(async () => {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: ["P1"] }),
  );
  await drain();
  ({ ref } = await tracking("P1"));
});

describe("pushes that wait together", () => {
  const store = async (of: string, told: Record<string, unknown>) => {
    const { id } = await database.db.push.create({
      data: {
        ref: of,
        dedupeKey: randomBytes(32),
        body: Buffer.from(JSON.stringify(body(told))),
      },
    });
    return { pushId: String(id) };
  };
  const outcomes = async () =>
    (await database.db.push.findMany({ orderBy: { id: "asc" } })).map(
      ({ outcome }) => outcome,
    );

  it("about one parcel are seen in their order, each change of its status", async () => {
    const jobs = [
      await store(ref, { order_status_code: "1", items: [picked] }),
      await store(ref, { order_status_code: 5, items: [out, picked] }),
      await store(ref, { order_status_code: 3, items: [delivered, out] }),
    ];
    const told = await processPushes(core.app, jobs.toReversed());
    expect(told.map(({ note }) => note)).toEqual(
      jobs.map(() => ({ shop: domain, ref, outcome: "applied" })),
    );
    expect(
      await database.db.fulfillment.findFirstOrThrow({
        select: { status: true, statusVersion: true },
      }),
    ).toEqual({
      status: "delivered",
      statusVersion: 3,
    });
    expect(
      await database.db.trackingEvent.count({ where: { kind: "item" } }),
    ).toBe(3);
  });

  it("are told of in the order of their jobs, those that were done before too", async () => {
    await push(ref, body({ items: [picked] }));
    const { id } = await database.db.push.findFirstOrThrow();
    const strange = await store("A".repeat(22), {});
    const sound = await store(ref, { items: [out] });
    const told = await processPushes(core.app, [
      sound,
      { pushId: String(id) },
      strange,
    ]);
    expect(told.map(({ note }) => note["outcome"])).toEqual([
      "applied",
      "done_before",
      "unknown_ref",
    ]);
    expect(told.map(({ cause }) => cause?.length)).toEqual([32, undefined, 32]);
  });

  it("are applied all or none, and alone only the one that fails stays open", async () => {
    await deliver(
      "fulfillments/create",
      fulfillment({ tracking_numbers: ["P2"] }),
    );
    await drain();
    const poisonous = await store((await tracking("P2")).ref, {
      tracking_number: "P2",
      items: [item("2026-11-21 10:00:00", 5, "poison")],
    });
    const sound = await store(ref, { order_status_code: 5, items: [out] });
    await database.pool.query(
      `ALTER TABLE tracking_event ADD CONSTRAINT no_poison CHECK (context <> 'poison')`,
    );
    try {
      const together = processPushes(core.app, [poisonous, sound]);
      await expect(together).rejects.toThrow("no_poison");
      expect(await outcomes()).toEqual([null, null]);
      await expect(processPushes(core.app, [poisonous])).rejects.toThrow();
      await processPushes(core.app, [sound]);
    } finally {
      await database.pool.query(
        "ALTER TABLE tracking_event DROP CONSTRAINT no_poison",
      );
    }
    expect(await outcomes()).toEqual([null, "applied"]);
    expect(await tracking("P1")).toMatchObject({ status: "out_for_delivery" });
    expect(await tracking("P2")).toMatchObject({ status: "pending" });
  });
});
