import { expect, it } from "vitest";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
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
  expect(await publications("sent")).toBe(1);
});
