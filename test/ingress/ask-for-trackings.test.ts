import { expect, it } from "vitest";
import { askForTrackings } from "#app/ingress/ask-for-trackings.ts";
import {
  createShop,
  createTracking,
} from "#test/features/shipments/create-parcel.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress();
const db = () => ingress.database.db;
const ask = (ref: string) =>
  askForTrackings({ db: db(), queue: ingress.queue() }, ref);

async function askedFor() {
  const { rows } = await ingress.database.pool.query<{ id: string }>(
    "SELECT data ->> 'trackingId' AS id FROM pgboss.job WHERE name = 'check-tracking'",
  );
  return rows.map(({ id }) => id).sort();
}

it("asks for the tracking that runs now, of each account that has the address", async () => {
  const ref = "shared";
  await createTracking(db(), { ref });
  const newer = await createTracking(db(), { ref, generation: 2 });
  const { id: shopId } = await createShop(db(), "one.myshopify.com");
  const { id: accountId } = await db().keyDeliveryAccount.create({
    data: { apiKeyHint: "1111", fingerprint: "merchant", shopId },
  });
  const own = await createTracking(db(), { ref, accountId });
  await createTracking(db(), {
    ...{ ref: "another", number: "OTHER", generation: 3 },
  });
  await ask(ref);
  expect(await askedFor()).toEqual([newer.id, own.id].sort());
});

it("asks once for a tracking however often that is wanted", async () => {
  const { id, ref } = await createTracking(db());
  await ask(ref);
  await ask(ref);
  expect(await askedFor()).toEqual([id]);
});

it("asks later where that is wanted", async () => {
  const { ref } = await createTracking(db());
  const notBefore = new Date(Date.now() + 300_000);
  await askForTrackings({ db: db(), queue: ingress.queue() }, ref, notBefore);
  const { rows } = await ingress.database.pool.query<{ at: Date }>(
    "SELECT start_after AS at FROM pgboss.job WHERE name = 'check-tracking'",
  );
  expect(rows).toEqual([{ at: notBefore }]);
});

it("asks now though a later time is planned, and for each time that is planned, once", async () => {
  const { id, ref } = await createTracking(db());
  const world = { db: db(), queue: ingress.queue() };
  const plan = (minutes: number) =>
    askForTrackings(world, ref, new Date(`2100-01-01T00:0${minutes}:00Z`));
  await plan(1);
  await plan(1);
  await plan(2);
  await ask(ref);
  expect(await askedFor()).toEqual([id, id, id]);
});

it("asks for nothing where no tracking has the address any more", async () => {
  await ask("forgotten");
  expect(await askedFor()).toEqual([]);
});
