import { beforeEach, describe, expect, it } from "vitest";
import { fulfillment, later, otherDomain, useCore } from "./use-core.ts";

const { database, deliver, drain, push, shipments, check, time } = useCore();
const dayMs = 86_400_000;
const daysFromNow = (days: number) =>
  new Date(Date.now() + days * dayMs).toISOString();

/** A fulfillment with the number, made so many days from now. */
const ship = async (days: number, shopDomain?: string) => {
  const at = daysFromNow(days);
  const body = fulfillment({
    created_at: at,
    updated_at: at,
    tracking_numbers: ["AGAIN1"],
  });
  await deliver("fulfillments/create", body, shopDomain);
  return body;
};
const generations = () =>
  database.db.tracking.findMany({ orderBy: { generation: "asc" } });
const tell = async (fields: object) =>
  push((await generations()).at(-1)!.ref, {
    carrier_id: "ups",
    tracking_number: "AGAIN1",
    items: [],
    ...fields,
  });
const generationsOfParcels = async () =>
  (await shipments()).map(({ tracking }) => tracking?.generation);
const used = async () =>
  (await database.db.quotaUsage.findMany()).reduce(
    (sum, month) => sum + month.used,
    0,
  );

describe("a label that was not handed over for three days", () => {
  beforeEach(async () => {
    const body = await ship(-10);
    await drain();
    await tell({ message: "No tracking information for 3 days" });
    expect(await generations()).toMatchObject([
      { status: "expired", lastEventTime: null },
    ]);
    await deliver("fulfillments/update", later(body, { status: "cancelled" }));
  });

  it("leaves the next parcel of its number one that is followed anew", async () => {
    time.offsetMs = 20 * dayMs;
    await ship(20);
    expect(await generationsOfParcels()).toEqual([1, 2]);
    expect((await shipments())[1]).toMatchObject({ state: "waiting" });
    await drain();
    // KeyDelivery has the number already: no push is sure to come, and nothing is paid twice.
    expect((await generations())[1]).toMatchObject({
      restarted: true,
      registration: "registered",
      lastAnswerCode: "60201",
      status: "pending",
      pushAssured: false,
    });
    expect(await used()).toBe(1);
    const { id } = (await generations())[1]!;
    await check(id);
    const { nextCheckAt, pollUntil } = (await generations())[1]!;
    expect(+nextCheckAt!).toBeGreaterThan(Date.now() + 20 * dayMs);
    expect(+pollUntil!).toBeGreaterThan(Date.now() + 49 * dayMs);
  });

  it("is shared by parcels that were made before it expired, and its successor by those made later", async () => {
    await ship(-1, otherDomain);
    expect(await generationsOfParcels()).toEqual([1, 1]);
    time.offsetMs = 20 * dayMs;
    await ship(19);
    await ship(20, otherDomain);
    expect(await generationsOfParcels()).toEqual([1, 1, 2, 2]);
    await drain();
    await tell({ order_status_code: 3 });
    expect((await shipments()).map(({ tracking }) => tracking?.status)).toEqual(
      ["expired", "expired", "delivered", "delivered"],
    );
  });
});

describe("a delivery that was told without a time", () => {
  beforeEach(async () => {
    await ship(-3);
    await drain();
    await tell({
      order_status_code: 3,
      items: [{ time: "lately", context: "Delivered" }],
    });
    expect(await generations()).toMatchObject([
      { status: "delivered", lastEventTime: null },
    ]);
  });

  it("is not that of a parcel of its number more than thirty days later", async () => {
    time.offsetMs = 31 * dayMs;
    await ship(31, otherDomain);
    expect(await generationsOfParcels()).toEqual([1, 2]);
    expect((await shipments())[1]).toMatchObject({ state: "waiting" });
    expect(
      await database.db.fulfillment.findMany({
        select: { status: true },
        orderBy: { id: "asc" },
      }),
    ).toEqual([{ status: "delivered" }, { status: "pending" }]);
  });

  it("is that of another order's parcel within thirty days", async () => {
    time.offsetMs = 29 * dayMs;
    await ship(29, otherDomain);
    expect(await generationsOfParcels()).toEqual([1, 1]);
  });
});

it("a number that KeyDelivery follows without a scan is shared, however late a parcel comes", async () => {
  await ship(-3);
  await drain();
  time.offsetMs = 40 * dayMs;
  await ship(40, otherDomain);
  expect(await generationsOfParcels()).toEqual([1, 1]);
});
