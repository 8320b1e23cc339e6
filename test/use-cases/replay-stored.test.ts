import { expect, it } from "vitest";
import { replayStored } from "#app/use-cases/replay-stored.server.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { processPushes } from "#app/worker/process-pushes.ts";
import { fulfillment, later, useCore } from "#test/worker/use-core.ts";

const { core, database, deliver, drain, push, tracking, sent, enqueued } =
  useCore();
const create = "fulfillments/create";
const update = "fulfillments/update";

/** Everything that a replay must leave as it is. */
async function world() {
  const { db } = database;
  const [fulfillments, shipments, trackings, events] = await Promise.all([
    db.fulfillment.findMany({ orderBy: { id: "asc" } }),
    db.shipment.findMany({ orderBy: { id: "asc" } }),
    db.tracking.findMany({ orderBy: { id: "asc" } }),
    db.trackingEvent.findMany({ orderBy: [{ identity: "asc" }] }),
  ]);
  const asWritten = trackings.map((row) => ({ ...row, nextCheckAt: null }));
  return { fulfillments, shipments, trackings: asWritten, events };
}

async function runJobs() {
  for (const { job, data } of enqueued.splice(0))
    if (job === "process-delivery")
      await processDelivery(core.app, data as { deliveryId: string });
    else if (job === "process-push")
      await processPushes(core.app, [data as { pushId: string }]);
}

const replay = async (asked: Parameters<typeof replayStored>[1]) => {
  enqueued.length = 0;
  const count = await replayStored(core.app, asked);
  await runJobs();
  return count;
};

async function history() {
  const body = fulfillment({ tracking_numbers: ["R1", "R2"] });
  await deliver(create, body);
  await drain();
  await deliver(update, later(body, { tracking_numbers: ["R1", "R3"] }));
  await drain();
  const { ref } = await tracking("R1");
  const at = (time: string, code: number) => ({
    carrier_id: "ups",
    tracking_number: "R1",
    order_status_code: code,
    items: [{ time, context: `scan ${code}` }],
  });
  await push(ref, at("2026-11-21 10:00:00", 0));
  await push(ref, at("2026-11-22 10:00:00", 3));
}

it("changes nothing and calls nobody, however often all is replayed", async () => {
  await history();
  const before = await world();
  const calls = sent.length;
  for (let count = 0; count < 2; count++) {
    expect(await replay({ what: "deliveries" })).toBe(2);
    expect(await replay({ what: "pushes" })).toBe(2);
  }
  await drain();
  expect(await world()).toEqual(before);
  expect(sent).toHaveLength(calls);
});

it("makes good what was lost", async () => {
  await history();
  const before = await world();
  await database.db.trackingEvent.deleteMany();
  await database.db.tracking.updateMany({
    data: { status: "pending", lastEventTime: null },
  });
  await replay({ what: "pushes" });
  const after = await world();
  expect(after.trackings.map(({ status }) => status).sort()).toEqual(
    before.trackings.map(({ status }) => status).sort(),
  );
  expect(after.events.map(({ identity }) => identity)).toEqual(
    before.events.map(({ identity }) => identity),
  );
});

it("takes what it is asked for: one row, a span of time, a shop, an outcome", async () => {
  await history();
  await deliver(create, "{", "other.myshopify.com");
  const [first] = await database.db.webhookDelivery.findMany({
    orderBy: { id: "asc" },
  });
  expect(await replay({ what: "deliveries", id: String(first!.id) })).toBe(1);
  const soon = new Date(Date.now() + 60_000);
  expect(await replay({ what: "deliveries", since: soon })).toBe(0);
  expect(await replay({ what: "deliveries", until: soon })).toBe(2);
  expect(await replay({ what: "deliveries", shop: "one.myshopify.com" })).toBe(
    2,
  );
  expect(await replay({ what: "pushes", outcome: "applied" })).toBe(2);
});

it("leaves out what was redacted", async () => {
  await history();
  await database.db.webhookDelivery.updateMany({
    data: { body: Buffer.from("{}") },
  });
  expect(await replay({ what: "deliveries" })).toBe(0);
});
