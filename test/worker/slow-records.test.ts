import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import {
  countBackfill,
  steerBackfill,
} from "#app/use-cases/backfill-actions.server.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { runBackfill } from "#app/worker/run-backfill.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, ship, shipUnnoticed, shipments } = useShopCore();
const { signal } = new AbortController();
// Longer than Prisma lets a transaction last by itself.
const slowMs = 5_500;

/** Runs something that has to wait for a row in the middle of its transaction, as one with many numbers lasts. */
async function runSlowly(rows: string, run: () => Promise<unknown>) {
  const holder = await database.pool.connect();
  try {
    await holder.query("BEGIN");
    await holder.query(`${rows} FOR UPDATE`);
    const running = run();
    await Promise.race([running, sleep(slowMs)]);
    await holder.query("ROLLBACK");
    await running;
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
}

it("a look records a fulfillment that takes longer than five seconds", async () => {
  const fulfillment = await ship({ number: "BEFORE" });
  core.shopify.updateTracking(fulfillment, {
    trackingNumbers: ["AFTER"],
    quietly: true,
  });
  await runSlowly("SELECT FROM fulfillment", () =>
    reconcileShop(core.app, { shopId: core.shopId }, signal),
  );
  expect((await shipments()).at(-1)).toMatchObject({ number: "AFTER" });
});

it("an import records a fulfillment that takes longer than five seconds", async () => {
  shipUnnoticed({
    number: "PAST",
    createdAt: new Date(Date.now() - 3 * 86_400_000),
  });
  const asked = { shopId: core.shopId, actor: "merchant" };
  await countBackfill(core.app, { ...asked, days: 30 });
  const { id: backfillId } = await database.db.backfill.findFirstOrThrow();
  await runBackfill(core.app, { backfillId }, signal);
  await steerBackfill(core.app, { ...asked, change: "start" });
  await runSlowly("SELECT FROM backfill_item", () =>
    runBackfill(core.app, { backfillId }, signal),
  );
  expect(await shipments()).toMatchObject([{ number: "PAST" }]);
});
