import { expect, it } from "vitest";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { tellFlow } from "#app/worker/tell-flow.ts";
import { readMetrics } from "#test/support/read-metrics.ts";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, ship, drain, push, publish, tracking } = useShopCore();

const value = async (name: string, labels: Record<string, string>) =>
  readMetrics((await core.app.metrics.render()).text).value(name, labels);

it("counts registrations by their end and KeyDelivery's code", async () => {
  await ship({ number: "P1" });
  core.keydelivery.failNext(faults.bodyCode(105));
  await drain();
  await ship({ number: "P2" });
  await drain();
  const registrations = (outcome: string, code: string) =>
    value("tracking_registrations_total", { outcome, code });
  expect(await registrations("failed", "105")).toBe(1);
  expect(await registrations("registered", "200")).toBe(1);
});

it("counts statuses that were told, and those that wait because Shopify does not answer", async () => {
  await database.db.shop.update({
    where: { domain },
    data: { writeBack: true },
  });
  await ship({ number: "P1" });
  await drain();
  const { ref, carrierId } = await tracking("P1");
  const tell = (order_status_code: number, time: string) =>
    push(ref, {
      carrier_id: carrierId,
      tracking_number: "P1",
      order_status_code,
      items: [{ time, context: `scan ${order_status_code}` }],
    });
  const publications = (outcome: string) =>
    value("tracking_publications_total", { outcome });
  await tell(1, "2026-11-20 08:00:00");
  await publish();
  expect(await publications("sent")).toBe(1);
  expect(await publications("postponed")).toBe(0);
  await tell(5, "2026-11-20 09:00:00");
  core.shopify.failAdmin(1, "cut", "CreateFulfillmentEvent");
  await publish();
  expect(await publications("postponed")).toBe(1);
  // That it is read back first is planned.
  const sending = { state: "sending" } as const;
  await database.db.publication.updateMany({
    where: sending,
    data: { nextAttemptAt: new Date(0) },
  });
  await publish();
  expect(
    await database.db.publication.findFirst({ where: sending }),
  ).toMatchObject({ reason: "reading_back" });
  expect(await publications("postponed")).toBe(1);
  expect(await publications("sent")).toBe(1);
});

it("counts what Flow was told by what became of it", async () => {
  const flow = (outcome: string) => value("tracking_flow_total", { outcome });
  const tellNow = async () => {
    await database.db.flowEvent.updateMany({
      data: { nextAttemptAt: new Date(0) },
    });
    await tellFlow(
      core.app,
      { shopId: core.shopId },
      new AbortController().signal,
    );
  };
  const move = async (
    number: string,
    order_status_code: number,
    time: string,
  ) => {
    const { ref, carrierId } = await tracking(number);
    const context = `scan ${order_status_code}`;
    await push(ref, {
      carrier_id: carrierId,
      tracking_number: number,
      order_status_code,
      items: [{ time, context }],
    });
  };
  await ship({ number: "P1" });
  await ship({ number: "P2" });
  await drain();
  await move("P1", 0, "2026-11-20 08:00:00");
  core.shopify.failAdmin(1, "cut");
  await tellNow();
  expect(await flow("postponed")).toBe(1);
  await tellNow();
  expect(await flow("accepted")).toBe(1);
  await move("P1", 5, "2026-11-20 09:00:00");
  await database.db.flowEvent.updateMany({ data: { trigger: "unheard_of" } });
  await tellNow();
  expect(await flow("refused")).toBe(1);
  await move("P1", 3, "2026-11-20 10:00:00");
  await database.db.flowEvent.updateMany({ data: { attempts: 40 } });
  core.shopify.failAdmin(1, "cut");
  await tellNow();
  expect(await flow("gave_up")).toBe(1);
  await move("P2", 0, "2026-11-20 08:00:00");
  await database.db.fulfillment.updateMany({ data: { orderGid: "list:1" } });
  await tellNow();
  expect(await flow("skipped")).toBe(1);
  expect(await flow("accepted")).toBe(1);
});
