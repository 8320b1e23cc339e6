import { expect, it } from "vitest";
import {
  blankDeliveries,
  blankDelivery,
  type DeliveryPlace,
} from "#app/features/privacy/blank-deliveries.server.ts";
import { exportCustomerData } from "#app/features/privacy/export-customer-data.server.ts";
import { redactCustomer } from "#app/features/privacy/redact-customer.server.ts";
import { now, one, two, useParcels } from "./use-parcels.ts";

const parcels = useParcels();
const { database, ids } = parcels;

async function redact(orderIds: string[], shop: "one" | "two" = "one") {
  const shopId = ids[shop];
  const orderGids = orderIds.map((id) => `gid://shopify/Order/${id}`);
  const fulfillments = await database.db.fulfillment.findMany({
    where: { shopId, orderGid: { in: orderGids } },
  });
  const asked = {
    shopDomain: shop === "one" ? one : two,
    gids: [...orderGids, ...fulfillments.map(({ gid }) => gid)],
  };
  let after: DeliveryPlace | undefined;
  do
    after = await blankDeliveries(database.db, {
      ...asked,
      ...(after && { after }),
    });
  while (after);
  await database.db.$transaction((tx) =>
    redactCustomer(tx, { shopId, orderGids, now }),
  );
}
const big = "9007199254740993001";

it("leaves nothing that tells of the customer in any table", async () => {
  await parcels.addParcel({
    shopId: ids.one,
    orderId: big,
    fulfillmentId: "501",
    number: "SECRET1",
  });
  await parcels.addDelivery({
    shopDomain: one,
    body: `{"id":501,"order_id":${big},"name":"ADA","tracking_number":"SECRET1"}`,
    processedAt: now,
  });
  await database.db.$transaction((tx) =>
    exportCustomerData(tx, {
      shopId: ids.one,
      requestId: "1",
      orderGids: [`gid://shopify/Order/${big}`],
      now,
    }),
  );
  expect(await parcels.dump()).toContain("SECRET1");
  await redact([big]);
  const after = await parcels.dump();
  for (const personal of ["SECRET1", "ADA", "Ontario"])
    expect(after).not.toContain(personal);
  expect(await database.db.tracking.count()).toBe(0);
  expect(await database.db.push.count()).toBe(0);
});

it("keeps the parcel visible as redacted, and its fulfillment closed to late updates", async () => {
  const { fulfillmentId } = await parcels.addParcel({
    shopId: ids.one,
    orderId: "601",
    fulfillmentId: "501",
    number: "N1",
  });
  await redact(["601"]);
  await redact(["601"]);
  const fulfillment = await database.db.fulfillment.findUniqueOrThrow({
    where: { id: fulfillmentId },
    include: { shipments: true },
  });
  expect(fulfillment).toMatchObject({
    orderName: "#1001",
    endReason: "redacted",
    shipments: [
      { endReason: "redacted", endedAt: now, trackingId: null, numberRaw: "" },
    ],
  });
});

it("leaves other orders and other shops as they were", async () => {
  for (const [shopId, orderId, fulfillmentId, number] of [
    [ids.one, "601", "501", "MINE"],
    [ids.one, "6010", "5010", "OTHERORDER"],
    [ids.two, "601", "501", "OTHERSHOP"],
  ] as const)
    await parcels.addParcel({ shopId, orderId, fulfillmentId, number });
  for (const [shopDomain, orderId, id, number] of [
    [one, "601", "501", "MINE"],
    [one, "6010", "5010", "OTHERORDER"],
    [two, "601", "501", "OTHERSHOP"],
  ] as const)
    await parcels.addDelivery({
      shopDomain,
      body: `{"id":${id},"order_id":${orderId},"tracking_number":"RAW${number}"}`,
    });
  await redact(["601"]);
  const after = await parcels.dump();
  expect(after).not.toContain("MINE");
  for (const kept of ["OTHERORDER", "OTHERSHOP"]) {
    expect(after).toContain(`RAW${kept}`);
    expect(after).toContain(`City of ${kept}`);
    expect(after).toContain(`signed by ADA ${kept}`);
  }
});

it("leaves a tracking to the other shop that it serves", async () => {
  const { trackingId } = await parcels.addParcel({
    shopId: ids.one,
    orderId: "601",
    fulfillmentId: "501",
    number: "SHARED",
  });
  const theirs = await parcels.addParcel({
    shopId: ids.two,
    orderId: "701",
    fulfillmentId: "801",
    number: "SHARED",
    trackingId,
  });
  await redact(["601"]);
  const shipment = await database.db.shipment.findUniqueOrThrow({
    where: { id: theirs.shipmentId },
    include: { tracking: { include: { events: true } } },
  });
  expect(shipment.tracking?.events).toHaveLength(1);
  expect(shipment.destinationCity).toBe("City of SHARED");
  expect(await database.db.push.count()).toBe(1);
  await redact(["701"], "two");
  expect(await database.db.tracking.count()).toBe(0);
  expect(await database.db.push.count()).toBe(0);
});

it("keeps the pushes of the next parcel that has the same recycled number", async () => {
  const { trackingId } = await parcels.addParcel({
    shopId: ids.one,
    orderId: "601",
    fulfillmentId: "501",
    number: "RECYCLED",
  });
  const first = await database.db.tracking.findUniqueOrThrow({
    where: { id: trackingId },
    omit: { id: true },
  });
  const second = await database.db.tracking.create({
    data: { ...first, generation: 2 },
  });
  await parcels.addPush("RECYCLED", null);
  await redact(["601"]);
  expect(await database.db.tracking.findMany()).toMatchObject([
    { id: second.id },
  ]);
  expect(await database.db.push.count()).toBe(2);
});

it("finds raw deliveries by order or fulfillment, also unread ones and those never carried out", async () => {
  await parcels.addParcel({
    shopId: ids.one,
    orderId: "601",
    fulfillmentId: "501",
    number: "N1",
  });
  const about = [
    '{"admin_graphql_api_id":"gid:\\/\\/shopify\\/Fulfillment\\/501","x":"ADA"}',
    '{"order_id":"601","x":"ADA"}',
    '{"order_id":601,"x":"ADA"',
  ];
  for (const body of about)
    await parcels.addDelivery({ shopDomain: one, body });
  const other = await parcels.addDelivery({
    shopDomain: one,
    body: '{"id":77,"order_id":78,"quantity":601}',
  });
  await redact(["601"]);
  const deliveries = await database.db.webhookDelivery.findMany({
    orderBy: { id: "asc" },
  });
  expect(
    deliveries.filter(({ outcome }) => outcome === "redacted"),
  ).toHaveLength(3);
  expect(deliveries.at(-1)).toMatchObject({ id: other.id, processedAt: null });
  expect(Buffer.from(deliveries.at(-1)?.body ?? []).toString()).toContain(
    "601",
  );
});

it("finds the deliveries of an order that was never recorded", async () => {
  await parcels.addDelivery({
    shopDomain: one,
    body: '{"id":1,"order_id":601,"x":"ADA"}',
  });
  await redact(["601"]);
  expect(await parcels.dump()).not.toContain("ADA");
});

it("goes through more deliveries than one batch", async () => {
  await database.pool.query(
    `INSERT INTO webhook_delivery (dedupe_key, shop_domain, topic, webhook_id, body, received_at)
      SELECT n::text::bytea, $1, 'fulfillments/create', '', convert_to('{"order_id":601,"x":"ADA"}', 'UTF8'), $2
      FROM generate_series(1, 1050) AS n`,
    [one, now],
  );
  await redact(["601"]);
  expect(
    await database.db.webhookDelivery.count({ where: { outcome: "redacted" } }),
  ).toBe(1_050);
});

it("does nothing for a request that names no order", async () => {
  await parcels.addParcel({
    shopId: ids.one,
    orderId: "601",
    fulfillmentId: "501",
    number: "N1",
  });
  const before = await parcels.dump();
  await redact([]);
  await redact(["999"]);
  expect(await parcels.dump()).toBe(before);
});

it("blanks a delivery of its own, whose customer it names", async () => {
  const { id } = await parcels.addDelivery({
    shopDomain: one,
    topic: "customers/redact",
    body: '{"customer":{"email":"ada@example.com"}}',
  });
  await database.db.$transaction((tx) => blankDelivery(tx, id));
  expect(await parcels.dump()).not.toContain("ada@example.com");
});
