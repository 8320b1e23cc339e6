import { describe, expect, it } from "vitest";
import { installShop } from "#app/features/onboarding/install-shop.server.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import {
  requeueStored,
  requeueWaitingForInstall,
} from "#app/worker/requeue-stored.ts";
import { domain, fulfillment, useCore } from "./use-core.ts";

const { database, enqueued, core, deliver, drain, shipments, time } = useCore();
const create = "fulfillments/create";
const left = { myshopify_domain: domain };
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("a delivery", () => {
  it("waits for the install of its shop", async () => {
    const delivery = await deliver(create, fulfillment(), "new.myshopify.com");
    expect(delivery).toMatchObject({
      outcome: "waiting_for_install",
      processedAt: null,
    });
    const { id } = await database.db.shop.create({
      data: { domain: "new.myshopify.com", installedAt: new Date() },
    });
    await requeueWaitingForInstall(core.app, id);
    expect(enqueued).toEqual([
      { job: "process-delivery", data: { deliveryId: String(delivery?.id) } },
    ]);
  });

  it("is found hours later where it came while its shop was being installed", async () => {
    const found = "found.myshopify.com";
    const told = await deliver(create, fulfillment(), found);
    await deliver(create, fulfillment(), "unopened.myshopify.com");
    await deliver(create, fulfillment(), "left.myshopify.com");
    const installedAt = new Date();
    await database.db.shop.createMany({
      data: [
        { domain: found, state: "needs_reopen", installedAt },
        { domain: "left.myshopify.com", state: "uninstalled", installedAt },
      ],
    });
    await requeueStored(core.app);
    expect(enqueued).toEqual([]);
    time.offsetMs = 3 * 3_600_000;
    await requeueStored(core.app);
    const deliveryId = String(told?.id);
    expect(enqueued).toEqual([
      { job: "process-delivery", data: { deliveryId } },
    ]);
    await processDelivery(core.app, { deliveryId });
    expect(await shipments()).toHaveLength(1);
  });

  it("is nobody's after the shop left", async () => {
    const at = minutesAgo(10);
    await deliver("app/uninstalled", left, domain, at);
    // Shopify's clocks differ, and what was on its way comes.
    for (const triggeredAt of [undefined, at, minutesAgo(11), minutesAgo(9)])
      expect(
        await deliver(create, fulfillment(), domain, triggeredAt),
      ).toMatchObject({ outcome: "uninstalled" });
    expect(await shipments()).toEqual([]);
  });

  it("waits for the app to be opened where the shop installed it again", async () => {
    await deliver("app/uninstalled", left, domain, minutesAgo(10));
    const told = await deliver(create, fulfillment(), domain, minutesAgo(5));
    expect(told).toMatchObject({
      outcome: "waiting_for_install",
      processedAt: null,
    });
    const { db, queue } = core.app;
    await db.$transaction((tx) =>
      installShop(tx, queue, { domain, scopes: "", openedAt: new Date() }),
    );
    await requeueWaitingForInstall(core.app, core.shopId);
    const deliveryId = String(told?.id);
    expect(enqueued).toContainEqual({
      job: "process-delivery",
      data: { deliveryId },
    });
    await processDelivery(core.app, { deliveryId });
    expect(await shipments()).toHaveLength(1);
  });
});

it("keeps no trace of a shop that left when nothing else names it", async () => {
  const left = "stranger.myshopify.com";
  await deliver("app/uninstalled", { myshopify_domain: left }, left);
  expect(
    await database.db.webhookDelivery.count({ where: { shopDomain: left } }),
  ).toBe(0);
});

it("stops what only a shop that left waits for", async () => {
  await deliver(create, fulfillment());
  await deliver("app/uninstalled", { myshopify_domain: domain });
  await drain();
  expect(core.keydelivery.journal.createCalls()).toBe(0);
});
