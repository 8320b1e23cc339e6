import { expect, it, vi } from "vitest";
import { checkOrderTags } from "#app/worker/check-order-tags.ts";
import { openShop } from "#app/worker/open-shop.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { stopShop } from "#app/worker/stop-shop.ts";
import { tellFlow } from "#app/worker/tell-flow.ts";
import { trackWaitingShipments } from "#app/worker/track-waiting-shipments.ts";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, ship, shipUnnoticed, drain, ...more } = useShopCore();
const { push, publish, check, detect, tracking, account } = more;

const signal = new AbortController().signal;
const someId = "00000000-0000-4000-8000-000000000000";
const ofShop = () => ({ shopId: core.shopId });

async function deliverParcel(number: string) {
  const { ref, carrierId } = await tracking(number);
  await push(ref, {
    carrier_id: carrierId,
    tracking_number: number,
    order_status_code: 3,
    items: [{ time: "2026-11-20 08:00:00", context: "Handed to A. Planted" }],
  });
}

it("a job says which shop it was for, and how it ended", async () => {
  await ship({ number: "N1" });
  expect(await drain()).toEqual({ attempts: 1, outcome: "done" });
  const { id } = await tracking("N1");
  expect(await check(id)).toEqual({ outcome: "nothing_yet" });
  shipUnnoticed({ number: "N2" });
  expect(await reconcileShop(core.app, ofShop(), signal)).toEqual({
    shop: domain,
    outcome: "done",
  });
  expect(await tellFlow(core.app, ofShop(), signal)).toEqual({
    shop: domain,
    outcome: "done",
  });
  expect(await openShop(core.app, ofShop())).toEqual({
    shop: domain,
    outcome: "done",
  });
});

it("a job that asks for a parcel's carrier says what came of it", async () => {
  await ship({ number: "N3", company: "My cousin's van" });
  const { id } = await database.db.shipment.findFirstOrThrow();
  expect(await detect(id)).toEqual({ shop: domain, outcome: "answered" });
  expect(await detect(id)).toEqual({ outcome: "not_needed" });
});

it("a job whose data names the shop says how it ended", async () => {
  const done = { outcome: "done" };
  expect(await stopShop(core.app, ofShop(), signal)).toEqual(done);
  expect(await trackWaitingShipments(core.app, ofShop(), signal)).toEqual(done);
});

it("a job that has nothing to do says so", async () => {
  await database.db.keyDeliveryAccount.updateMany({
    data: {
      state: "quota_exhausted",
      pausedUntil: new Date(Date.now() + 3_600_000),
    },
  });
  expect((await account()).state).toBe("quota_exhausted");
  expect(await drain()).toEqual({ outcome: "not_usable" });
  expect(await check(someId)).toEqual({ outcome: "not_possible" });
  expect(await publish()).toEqual({ outcome: "not_possible" });
  expect(await checkOrderTags(core.app, { fulfillmentId: someId })).toEqual({
    outcome: "not_needed",
  });
});

it("registering a parcel, and telling its status, leave a line with the shop and the time they took", async () => {
  const info = vi.spyOn(core.app.logger, "info");
  const line = (msg: string) =>
    info.mock.calls.flatMap(([told, text]) => (text === msg ? [told] : []));
  const ms = expect.any(Number) as number;
  await database.db.shop.update({
    where: { domain },
    data: { writeBack: true },
  });
  await ship({ number: "N4" });
  await drain();
  await deliverParcel("N4");
  expect(await publish()).toEqual({ shop: domain, outcome: "done" });
  expect(line("create tracking")).toMatchObject([{ shop: domain, ms }]);
  expect(line("publication")).toEqual([
    {
      shop: domain,
      publicationId: expect.any(String) as string,
      event: "DELIVERED",
      state: "sent",
      ms,
    },
  ]);
});
