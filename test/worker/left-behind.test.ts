import { beforeEach, describe, expect, it } from "vitest";
import { ensureOperatorAccount } from "#app/features/accounts/ensure-operator-account.server.ts";
import { findShopsLeftBehind } from "#app/features/trackings/find-shops-left-behind.server.ts";
import {
  connectShopAccount,
  disconnectShopAccount,
} from "#app/use-cases/account-actions.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import { tidy } from "#app/worker/tidy.ts";
import { trackWaitingShipments } from "#app/worker/track-waiting-shipments.ts";
import { operator } from "#test/support/open-test-app.ts";
import { planOf } from "#test/support/plan-of.ts";
import { fulfillment, otherDomain, useCore } from "./use-core.ts";

const { database, core, time, enqueued, deliver, drain, ...more } = useCore();
const { drainOf, retrack, shipments, tracking } = more;
const own = { apiKey: "own-key", apiSecret: "own-secret" };
const newKey = { apiKey: "new-key", apiSecret: "new-secret" };

const ship = (number: string, shop?: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
    shop,
  );
const start = (configured: typeof operator | undefined) =>
  ensureOperatorAccount(
    core.app.db,
    core.app.sealer,
    configured,
    core.app.clock.now(),
  );
const serving = async () => {
  const { id } = await database.db.keyDeliveryAccount.findFirstOrThrow({
    where: { shopId: null, current: true },
  });
  return id;
};
const change = (number: string, data: object) =>
  database.db.tracking.updateMany({ where: { number }, data });
/** An hour passes: the shops whose parcels are looked through, as a job does then. */
async function passAnHour() {
  enqueued.length = 0;
  await tidy(core.app);
  const jobs = enqueued.filter(({ job }) => job === "track-waiting-shipments");
  const shops = jobs.map(({ data }) => data as { shopId: string });
  for (const asked of shops)
    await trackWaitingShipments(core.app, asked, new AbortController().signal);
  return shops.map(({ shopId }) => shopId);
}
const places = async () =>
  (await shipments()).map(({ number, tracking: at }) => [
    number,
    at?.accountId,
    at?.registration,
  ]);

beforeEach(() => {
  for (const account of [own, newKey]) core.keydelivery.addAccount(account);
});

describe("parcels that wait on an operator's account that was replaced at a start", () => {
  it("go to the one that serves, whatever they waited for; what is registered stays", async () => {
    await ship("REGISTERED");
    await drain();
    for (const number of ["AGAIN", "DELAYED", "OVER"]) await ship(number);
    const tomorrow = new Date(Date.now() + 86_400_000);
    await change("AGAIN", { nextAttemptAt: tomorrow, attempts: 3 });
    await change("DELAYED", { nextAttemptAt: tomorrow, priority: 3 });
    await change("OVER", { registration: "over_quota" });
    const before = await serving();
    await start(newKey);
    expect(await passAnHour()).toEqual([core.shopId]);
    const now = await serving();
    expect(await places()).toEqual([
      ["REGISTERED", before, "registered"],
      ["AGAIN", now, "waiting"],
      ["DELAYED", now, "waiting"],
      ["OVER", now, "waiting"],
    ]);
    await drainOf(now);
    expect(core.keydelivery.journal.accepted()).toHaveLength(4);
    expect(await passAnHour()).toEqual([]);
  });

  it("are paid from what is left of the month's quota: another key gives none anew", async () => {
    core.app.env.shopQuota = 2;
    for (const number of ["FIRST", "SECOND", "OVER"]) await ship(number);
    await drain();
    await start(newKey);
    await passAnHour();
    await drainOf(await serving());
    await sweep(core.app);
    const over = ["OVER", await serving()];
    expect(await places()).toContainEqual([...over, "over_quota"]);
    core.app.env.shopQuota = 3;
    await sweep(core.app);
    await drainOf(await serving());
    expect(await places()).toContainEqual([...over, "registered"]);
  });

  it("wait for an account where none was configured since, and go on with one that is", async () => {
    await ship("W1");
    await start(undefined);
    expect(await passAnHour()).toEqual([core.shopId]);
    expect(await places()).toEqual([["W1", undefined, undefined]]);
    expect(await passAnHour()).toEqual([]);
    await start(newKey);
    expect(await passAnHour()).toEqual([core.shopId]);
    expect(await places()).toEqual([["W1", await serving(), "waiting"]]);
  });

  it("are moved for every shop that follows their number, but for one that left", async () => {
    await ship("S1", otherDomain);
    await ship("S1");
    await start(newKey);
    expect((await passAnHour()).toSorted()).toEqual(
      [core.shopId, core.otherShopId].toSorted(),
    );
    await start(operator);
    await database.db.shop.update({
      where: { domain: otherDomain },
      data: { state: "uninstalled" },
    });
    expect(await passAnHour()).toEqual([core.shopId]);
  });
});

it("moves a parcel that was being registered when the shop disconnected, and whose worker died", async () => {
  const asked = { shopId: core.shopId, actor: "staff:1" };
  await connectShopAccount(core.app, { ...asked, ...own });
  await ship("D1");
  await change("D1", {
    registration: "registering",
    attemptStartedAt: core.app.clock.now(),
  });
  await disconnectShopAccount(core.app, asked);
  await retrack();
  time.offsetMs = 60_000;
  await sweep(core.app);
  const left = await tracking("D1");
  expect(left).toMatchObject({ registration: "waiting" });
  expect(left.accountId).not.toBe(await serving());
  expect(await passAnHour()).toEqual([core.shopId]);
  expect(await places()).toEqual([["D1", await serving(), "waiting"]]);
});

it("leaves what waits on an account that serves, the shop's own or the operator's", async () => {
  const asked = { shopId: core.shopId, actor: "staff:1" };
  await connectShopAccount(core.app, { ...asked, ...own });
  await ship("OWN");
  await ship("OPERATORS", otherDomain);
  expect(await passAnHour()).toEqual([]);
});

it("finds them by indexes, never through all parcels or trackings", async () => {
  await ship("P0");
  await database.pool.query(`
    WITH registered AS (
      INSERT INTO tracking (id, account_id, carrier_id, number, ref, callback_key_id, registration)
      SELECT gen_random_uuid(), account_id, 'ups', n::text, n::text, 1, 'registered'
      FROM tracking, generate_series(1, 3000) AS n RETURNING id, number
    )
    INSERT INTO shipment (id, shop_id, fulfillment_id, tracking_id, number, number_raw, order_name, order_key, shipped_at,
      updated_at)
    SELECT gen_random_uuid(), shop_id, fulfillment_id, registered.id, registered.number, '', '', '', now(), now()
    FROM shipment, registered`);
  await database.pool.query("ANALYZE tracking, shipment");
  const plan = await planOf(database.db, findShopsLeftBehind);
  for (const index of [
    "tracking_waiting_idx",
    "tracking_over_quota_idx",
    "shipment_tracking_id_idx",
    "shipment_unlinked_idx",
  ])
    expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan on (tracking|shipment)\b/);
});
