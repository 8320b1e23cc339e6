import { expect, it, vi } from "vitest";
import { chooseShipmentCarrier } from "#app/use-cases/shipment-actions.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, later, useCore } from "./use-core.ts";

const { database, time, core, deliver, drain, shipments, tracking } = useCore();
const ship = async (number: string) => {
  const body = fulfillment({ tracking_numbers: [number] });
  await deliver("fulfillments/create", body);
  return body;
};

it("lets a merchant change carriers while KeyDelivery refuses them", async () => {
  const numbers = Array.from({ length: 6 }, (_, index) => `M${index}`);
  for (const number of numbers) await ship(number);
  let going = true;
  const drains = (async () => {
    while (going) await drain();
  })();
  const change = async (shipmentId: string) => {
    for (let turn = 0; turn < 8; turn++)
      await chooseShipmentCarrier(core.app, {
        shopId: core.shopId,
        shipmentId,
        carrierId: `no-such-carrier-${turn}`,
        actor: "staff:1",
      });
  };
  await Promise.all((await shipments()).map(({ id }) => change(id)));
  going = false;
  await drains;
  await drain();
  expect(
    await database.db.tracking.count({
      where: { registration: "registering" },
    }),
  ).toBe(0);
  expect(await shipments()).toMatchObject(
    numbers.map(() => ({
      hold: "needs_carrier",
      holdReason: "carrier_refused",
    })),
  );
});

it("does not send again what nobody needs any more", async () => {
  const body = await ship("GONE");
  core.keydelivery.failNext(faults.cut, { number: "GONE" });
  const draining = drain();
  await deliver(
    "fulfillments/update",
    later(body, { tracking_numbers: ["KEPT"] }),
  );
  await draining;
  time.offsetMs = 20 * 60_000;
  await drain();
  expect(await tracking("GONE")).toMatchObject({ registration: "dormant" });
  expect(await tracking("KEPT")).toMatchObject({ registration: "registered" });
  const calls = core.keydelivery.journal.requests.filter(
    ({ number }) => number === "GONE",
  );
  expect(calls.length).toBeLessThanOrEqual(1);
});

it("puts an open attempt that nobody needs to sleep, with what it may have sent remembered", async () => {
  const body = await ship("OPEN");
  await database.db.tracking.updateMany({
    data: {
      registration: "registering",
      attemptStartedAt: new Date(0),
      attemptUrl: "http://127.0.0.1:1/sent",
    },
  });
  await deliver("fulfillments/update", later(body, { status: "cancelled" }));
  await sweep(core.app);
  expect(await tracking("OPEN")).toMatchObject({
    registration: "dormant",
    attemptUrl: "http://127.0.0.1:1/sent",
  });
});

it("goes on where another parcel takes the number over while the first one ends", async () => {
  const { pool } = database;
  const first = await ship("SHARED");
  await ship("OTHER");
  const { id } = await tracking("SHARED");
  const linking = await pool.connect();
  await linking.query("BEGIN");
  await linking.query("SELECT FROM tracking WHERE id = $1 FOR UPDATE", [id]);
  await linking.query(
    "UPDATE shipment SET tracking_id = $1 WHERE number = 'OTHER'",
    [id],
  );
  const ending = deliver(
    "fulfillments/update",
    later(first, { status: "cancelled" }),
  );
  await vi.waitFor(async () => {
    const { rows } = await pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    expect(rows).toHaveLength(1);
  }, 10_000);
  await linking.query("COMMIT");
  linking.release();
  await ending;
  expect(await tracking("SHARED")).toMatchObject({ registration: "waiting" });
});
