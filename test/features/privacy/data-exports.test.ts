import { expect, it } from "vitest";
import {
  customerRedactPayload,
  dataRequestPayload,
} from "#app/features/privacy/compliance-payloads.ts";
import { exportCustomerData } from "#app/features/privacy/export-customer-data.server.ts";
import { fetchDataExport } from "#app/features/privacy/fetch-data-export.server.ts";
import { listDataExports } from "#app/features/privacy/list-data-exports.server.ts";
import { pruneDataExports } from "#app/features/privacy/prune-data-exports.server.ts";
import { now, useParcels } from "./use-parcels.ts";

const parcels = useParcels();
const { database, ids } = parcels;
const day = 86_400_000;
const later = (days: number) => new Date(now.getTime() + days * day);

const exportFor = (shopId: string, requestId = "9001", orderIds = ["601"]) =>
  database.db.$transaction((tx) =>
    exportCustomerData(tx, {
      shopId,
      requestId,
      orderGids: orderIds.map((id) => `gid://shopify/Order/${id}`),
      now,
    }),
  );
async function fetchOnly(shopId: string) {
  const { id } = await database.db.dataExport.findFirstOrThrow({
    where: { shopId },
  });
  return fetchDataExport(database.db, { shopId, exportId: id, now });
}

it("holds all that is known of the orders asked for, and of no other", async () => {
  for (const [shopId, orderId, number] of [
    [ids.one, "601", "ASKED"],
    [ids.one, "602", "OTHERORDER"],
    [ids.two, "601", "OTHERSHOP"],
  ] as const)
    await parcels.addParcel({
      shopId,
      orderId,
      fulfillmentId: orderId,
      number,
    });
  await exportFor(ids.one);
  const { content, requestId } = await fetchOnly(ids.one);
  expect(requestId).toBe("9001");
  expect(content).toMatchObject({
    fulfillments: [
      {
        gid: "gid://shopify/Fulfillment/601",
        orderGid: "gid://shopify/Order/601",
        orderName: "#1001",
        shipments: [
          {
            numberRaw: "ASKED",
            destinationCity: "City of ASKED",
            tracking: { events: [{ context: "signed by ADA ASKED" }] },
            auditEntries: [{ action: "carrier_chosen", detail: { to: "dhl" } }],
          },
        ],
      },
    ],
  });
  expect(JSON.stringify(content)).not.toContain("OTHER");
});

it("leaves out the scans of an earlier parcel that had the same number", async () => {
  const { trackingId } = await parcels.addParcel({
    shopId: ids.one,
    orderId: "601",
    fulfillmentId: "501",
    number: "N1",
  });
  await parcels.addEvent(trackingId, "2026-07-01 10:00:00", "signed by BOB");
  await exportFor(ids.one);
  expect(JSON.stringify(await fetchOnly(ids.one))).not.toContain("BOB");
});

it("answers a request that comes twice once", async () => {
  await exportFor(ids.one);
  const [first] = await listDataExports(database.db, ids.one, now);
  await exportFor(ids.one);
  expect(await listDataExports(database.db, ids.one, now)).toEqual([first]);
});

it("shows an export to its own shop only", async () => {
  await exportFor(ids.one);
  const [found] = await listDataExports(database.db, ids.one, now);
  expect(await listDataExports(database.db, ids.two, now)).toEqual([]);
  await expect(
    fetchDataExport(database.db, {
      shopId: ids.two,
      exportId: found?.id ?? "",
      now,
    }),
  ).rejects.toMatchObject({ name: "NotFoundError" });
});

it("keeps an export for thirty days", async () => {
  await exportFor(ids.one);
  const [found] = await listDataExports(database.db, ids.one, later(29));
  const exportId = found?.id ?? "";
  expect(await pruneDataExports(database.db, later(29))).toBe(0);
  await expect(
    fetchDataExport(database.db, { shopId: ids.one, exportId, now: later(30) }),
  ).rejects.toMatchObject({ name: "NotFoundError" });
  expect(await listDataExports(database.db, ids.one, later(30))).toEqual([]);
  expect(await pruneDataExports(database.db, later(30))).toBe(1);
});

it("reads ids beyond 2^53 that come as text, and orders that are missing", () => {
  const base = { shop_id: 1, shop_domain: "one.myshopify.com" };
  expect(
    dataRequestPayload.parse({
      ...base,
      orders_requested: ["9007199254740993001", 7],
      customer: { id: 1, email: "ada@example.com", phone: null },
      data_request: { id: 9999 },
    }),
  ).toEqual({
    shop_domain: "one.myshopify.com",
    orders_requested: [
      "gid://shopify/Order/9007199254740993001",
      "gid://shopify/Order/7",
    ],
    data_request: { id: "9999" },
  });
  expect(customerRedactPayload.parse(base).orders_to_redact).toEqual([]);
  expect(
    customerRedactPayload.safeParse({ ...base, orders_to_redact: ["x' OR 1"] })
      .success,
  ).toBe(false);
});
