import type { App } from "#app/app-context.ts";
import { ensureOperatorAccount } from "#app/features/accounts/ensure-operator-account.server.ts";
import { shipParcels } from "#test/routes/ship-parcels.ts";
import { planted } from "../hostile.ts";
import { shops } from "../use-fuzzed-app.ts";

/** Ids of rows that are there, for requests that are meant to get through. */
export type SeededIds = {
  shipment: string;
  othersShipment: string;
  fulfillment: string;
  savedView: string;
  bulkAction: string;
  dataExport: string;
  change: string;
  /** Of a tracking's callback URL. */
  callbackToken: string;
};

/** Two shops with parcels, and one row of each other kind. */
export async function seedFuzzedShops(app: App): Promise<SeededIds> {
  const { db } = app;
  for (const domain of [shops.own, shops.other])
    await app.shopify.install(domain, "read_orders");
  // shipParcels makes one of its own.
  await db.keyDeliveryAccount.deleteMany();
  for (const domain of [shops.own, shops.other])
    await shipParcels(db, domain, [
      { number: `1Z${domain.slice(0, 3)}`, order: "1001" },
      { number: `9Z${domain.slice(0, 3)}`, order: "1002", status: "delivered" },
    ]);
  await ensureOperatorAccount(
    db,
    app.sealer,
    app.env.operatorAccount,
    app.clock.now(),
  );
  const shop = await db.shop.findUniqueOrThrow({
    where: { domain: shops.own },
  });
  const other = await db.shop.findUniqueOrThrow({
    where: { domain: shops.other },
  });
  const shipment = await db.shipment.findFirstOrThrow({
    where: { shopId: shop.id },
    include: { tracking: true },
    orderBy: { id: "asc" },
  });
  const others = await db.shipment.findFirstOrThrow({
    where: { shopId: other.id },
  });
  return {
    shipment: shipment.id,
    fulfillment: shipment.fulfillmentId,
    othersShipment: others.id,
    callbackToken: await giveCallbackToken(app, shipment.trackingId),
    ...(await seedRows(app, shop.id)),
  };
}

async function giveCallbackToken(app: App, id: string | null) {
  const tracking = await app.db.tracking.findUniqueOrThrow({
    where: { id: id ?? "" },
  });
  const { carrierId, number } = tracking;
  const ref = app.callbackTokens.refOf({
    fingerprint: "operator",
    carrierId,
    number,
  });
  await app.db.tracking.update({ where: { id: tracking.id }, data: { ref } });
  return app.callbackTokens.tokenOf(ref);
}

async function seedRows({ db, clock }: App, shopId: string) {
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + 86_400_000);
  await db.carrierMapping.create({
    data: {
      shopId,
      companyKey: "dhlexpress",
      company: "DHL Express",
      carrierId: "dhlen",
    },
  });
  const name = "DHL Express";
  await db.company.createMany({
    data: [{ shopId, companyKey: "dhlexpress", name }],
  });
  const { id: savedView } = await db.savedView.create({
    data: { shopId, name: "Late ones", query: "view=exceptions" },
  });
  const { id: bulkAction } = await db.bulkAction.create({
    data: {
      ...{ shopId, kind: "archive", query: "", actor: "staff:1" },
      ...{ total: 1, hasMore: false, askedAt: now },
    },
  });
  const { id: dataExport } = await db.dataExport.create({
    data: { shopId, requestId: "1", content: { planted }, expiresAt },
  });
  const { id: change } = await db.auditEntry.create({
    data: {
      shopId,
      actor: "staff:1",
      action: "setting_changed",
      detail: { name: "digest" },
    },
  });
  return { savedView, bulkAction, dataExport, change };
}
