import { beforeEach, describe, expect, it } from "vitest";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import { testConnection } from "#app/use-cases/test-connection.server.ts";
import { sweep } from "#app/worker/sweep.ts";
import { tidy } from "#app/worker/tidy.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import {
  domain,
  fulfillment,
  otherDomain,
  useCore,
} from "#test/worker/use-core.ts";

const { core, database, deliver, detect, drain, ...more } = useCore({
  shopify: true,
});
const { check, sent, enqueued, time, shipments, tracking } = more;
const minute = 60_000;

beforeEach(() => {
  core.app.env.shopQuota = 2;
});

const ship = (number: string, shop: string, company: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number], tracking_company: company }),
    shop,
  );
const redact = () =>
  deliver("shop/redact", { shop_id: 1, shop_domain: domain });
const install = () => core.app.shopify.install(domain, "");

const calls = (endpoint: string) =>
  sent.filter(({ path }) => path.endsWith(`/${endpoint}`)).length;
const detections = () => calls("detect");

describe("what is asked of KeyDelivery on the operator's account", () => {
  const detectAll = async () => {
    for (const { id } of await shipments()) await detect(id);
  };

  it("is for no more numbers than a shop may register, when their carriers are unknown", async () => {
    for (const number of ["K1", "K2", "K3"]) await ship(number, domain, "Van");
    await ship("K4", domain, "DHL");
    await detectAll();
    expect(detections()).toBe(2);
    const after = await shipments();
    expect(after.map(({ hold }) => hold)).toEqual([
      "needs_carrier",
      "needs_carrier",
      "detecting",
      "none",
    ]);
    expect(after[3]).toMatchObject({ carrierSource: "assumed" });
  });

  it("is left to a person after an hour, and is no other shop's loss", async () => {
    for (const number of ["L1", "L2", "L3"]) await ship(number, domain, "Van");
    await detectAll();
    await ship("L4", otherDomain, "Van");
    await detect((await shipments())[3]!.id);
    expect(detections()).toBe(3);
    time.offsetMs = 61 * 60_000;
    await detect((await shipments())[2]!.id);
    expect((await shipments())[2]).toMatchObject({ hold: "needs_carrier" });
    expect(detections()).toBe(3);
  });

  it("does not begin anew for a shop that was forgotten and came back", async () => {
    for (const number of ["M1", "M2"]) await ship(number, domain, "Van");
    await detectAll();
    await redact();
    await install();
    await ship("M3", domain, "Van");
    await detectAll();
    expect(detections()).toBe(2);
  });
});

describe("create calls that make nothing", () => {
  const used = async () => {
    const rows = await database.db.quotaUsage.findMany();
    return rows.reduce((sum, row) => sum + row.used, 0);
  };
  const retryAll = async (shopId = core.shopId) => {
    for (const { id: shipmentId } of await shipments())
      await retryShipment(core.app, { shopId, shipmentId, actor: "staff:1" });
    await drain();
  };

  it("are free as often as a shop may register, then spend its quota, and end with it", async () => {
    core.keydelivery.failNext(faults.bodyCode(105), { number: "F1", times: 9 });
    await ship("F1", domain, "UPS");
    await drain();
    await retryAll();
    expect(await used()).toBe(0);
    await retryAll();
    expect(await used()).toBe(1);
    for (let count = 0; count < 4; count++) await retryAll();
    expect(await used()).toBe(2);
    expect(calls("create")).toBe(4);
    expect(await tracking("F1")).toMatchObject({ registration: "over_quota" });
    await ship("F2", otherDomain, "UPS");
    await drain();
    expect(await tracking("F2")).toMatchObject({ registration: "registered" });
  });

  it("leave a parcel that is made in the end to cost what any does", async () => {
    core.keydelivery.failNext(faults.bodyCode(105), { number: "G1", times: 2 });
    await ship("G1", domain, "UPS");
    await drain();
    await retryAll();
    await retryAll();
    expect(await tracking("G1")).toMatchObject({ registration: "registered" });
    expect(await used()).toBe(1);
  });

  it("count as well where KeyDelivery knows the number already", async () => {
    const numbers = ["J1", "J2", "J3", "J4", "J5"];
    for (const number of numbers)
      core.keydelivery.seedElsewhere({ carrierId: "ups", number });
    for (const number of numbers) await ship(number, domain, "UPS");
    await drain();
    expect(await used()).toBe(0);
    for (let round = 0; round < 2; round++) {
      await sweep(core.app);
      await drain();
      expect(await used()).toBe(2);
    }
    expect(calls("create")).toBe(4);
    expect(await tracking("J5")).toMatchObject({ registration: "over_quota" });
  });

  it("are not free anew for a shop that was forgotten and came back", async () => {
    core.keydelivery.failNext(faults.bodyCode(105), { times: 9 });
    for (const number of ["H1", "H2"]) await ship(number, domain, "UPS");
    await drain();
    expect(await used()).toBe(0);
    await redact();
    await install();
    for (const number of ["H3", "H4", "H5"]) await ship(number, domain, "UPS");
    await drain();
    expect(await used()).toBe(2);
    expect(calls("create")).toBe(4);
  });
});

describe("a shop that lets many parcels wait to be registered", () => {
  beforeEach(async () => {
    core.app.env.keydeliveryRate = 5;
    await ship("N1", otherDomain, "UPS");
    await drain();
    await ship("N2", domain, "UPS");
  });
  const detecting = async (company: string, ...numbers: string[]) => {
    for (const number of numbers) await ship(number, otherDomain, company);
    const found = (await shipments()).slice(-numbers.length);
    for (const { id } of found) await detect(id);
    expect(detections()).toBe(0);
    return found.map(({ id }) => id);
  };
  const shipmentOf = (id: string) =>
    database.db.shipment.findUniqueOrThrow({ where: { id } });

  it("holds back another's questions for three minutes, then takes nine calls of ten", async () => {
    const { id } = await tracking("N1");
    for (const after of [0, 1, 2]) {
      time.offsetMs = after * minute;
      await check(id);
    }
    expect(calls("realtime")).toBe(0);
    time.offsetMs = 3 * minute + 1_000;
    await check(id);
    await check(id);
    expect(calls("realtime")).toBe(1);
    time.offsetMs += 2_000;
    await check(id);
    expect(calls("realtime")).toBe(2);
  });

  it("does not hold back another's questions anew when the hour's tidying comes", async () => {
    const { id } = await tracking("N1");
    await check(id);
    time.offsetMs = 3 * minute + 1_000;
    await check(id);
    expect(calls("realtime")).toBe(1);
    time.offsetMs += 4 * minute;
    await tidy(core.app);
    await check(id);
    expect(calls("realtime")).toBe(2);
  });

  it("does not keep another's parcel from its likely carrier", async () => {
    const [first, second] = await detecting("DHL", "O1", "O2");
    time.offsetMs = 3 * minute;
    await detect(first!);
    await detect(second!);
    expect(detections()).toBe(1);
    expect(await shipmentOf(second!)).toMatchObject({
      hold: "none",
      carrierSource: "assumed",
    });
  });

  it("does not keep another's parcel from a person", async () => {
    const [id] = await detecting("Van", "P1");
    time.offsetMs = 61 * minute;
    enqueued.length = 0;
    await detect(id!);
    expect(detections()).toBe(0);
    expect(await shipmentOf(id!)).toMatchObject({ hold: "needs_carrier" });
  });
});

it("a merchant cannot try out keys that were found: ten tests, then one in three minutes", async () => {
  const asked = { apiKey: "found-key", apiSecret: "guessed-secret" };
  const test = () =>
    testConnection(core.app, { shopId: core.shopId, ...asked });
  for (let count = 0; count < 10; count++) await test();
  expect(await test()).toEqual({ outcome: "tested", check: "too_many" });
  expect(sent).toHaveLength(10);
  time.offsetMs = 3 * 60_000;
  expect(await test()).toMatchObject({ outcome: "invalid" });
});
