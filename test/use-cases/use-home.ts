import type { Prisma } from "@prisma/client";
import { beforeEach } from "vitest";
import { readEnv } from "#app/platform/env.server.ts";
import { loadHome } from "#app/use-cases/load-home.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import {
  createParcel,
  createShop,
} from "#test/features/shipments/create-parcel.ts";

const env = readEnv({
  NODE_ENV: "test",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://app.example.com",
  APP_SECRET: "0123456789012345678901234567890123456789",
});
const hour = 3_600_000;
export const day = 24 * hour;
export const ago = (ms: number) => new Date(Date.now() - ms);

/** Two shops on the operator's account, and the home page of the first. */
export function useHome() {
  const database = useTestDatabase();
  const ids = { shop: "", other: "", account: "" };
  let count = 0;

  beforeEach(async () => {
    const { db } = database;
    ids.shop = (await createShop(db, "one.myshopify.com")).id;
    ids.other = (await createShop(db, "two.myshopify.com")).id;
    const account = await db.keyDeliveryAccount.create({
      data: { apiKeyHint: "", fingerprint: "operator" },
    });
    ids.account = account.id;
  });

  async function load() {
    const where = { id: ids.shop };
    const shop = await database.db.shop.findUniqueOrThrow({ where });
    const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
    return loadHome({ db: database.db, clock, env }, shop);
  }

  /** A parcel whose tracking says this. */
  async function ship(
    tracking: Partial<Prisma.TrackingUncheckedCreateInput>,
    parcel: Parameters<typeof createParcel>[2] = {},
    of = ids.shop,
  ) {
    const { db } = database;
    const number = `HOME${++count}`;
    const { id: trackingId } = await db.tracking.create({
      data: {
        accountId: ids.account,
        shopId: of,
        carrierId: "ups",
        number,
        ref: number,
        callbackKeyId: 1,
        registration: "registered",
        registeredAt: new Date(),
        ...tracking,
      },
    });
    const { id } = await createParcel(db, of, { number, ...parcel });
    return db.shipment.update({ where: { id }, data: { trackingId } });
  }

  return {
    database,
    ids,
    load,
    ship,
    setShop: (data: Prisma.ShopUpdateInput) =>
      database.db.shop.update({ where: { id: ids.shop }, data }),
    setParcel: (id: string, data: Prisma.ShipmentUncheckedUpdateManyInput) =>
      database.db.shipment.updateMany({ where: { id }, data }),
  };
}
