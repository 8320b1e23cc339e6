import { beforeEach, expect, it } from "vitest";
import { listDuePublications } from "#app/features/publishing/open-publications.server.ts";
import { publishOne } from "#app/worker/publish-one.ts";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

const { core, database, time, ship, drain, push, publish, tracking } =
  useShopCore();

const fiveMinutesAgo = () =>
  new Date(Date.now() - 300_000).toISOString().slice(0, 19).replace("T", " ");

beforeEach(async () => {
  await database.db.shop.update({
    where: { domain },
    data: { writeBack: true },
  });
  await ship({ number: "ONCE" });
  await drain();
  const { ref, carrierId } = await tracking("ONCE");
  await push(ref, {
    carrier_id: carrierId,
    tracking_number: "ONCE",
    order_status_code: 0,
    items: [{ time: fiveMinutesAgo(), context: "on its way" }],
  });
});

const told = () => core.shopify.journal.events.map(({ status }) => status);
/** What a process read of the one publication before it stood still. */
async function readDue() {
  const [due] = await listDuePublications(database.db, {
    shopId: core.shopId,
    now: core.app.clock.now(),
    limit: 1,
  });
  return due!;
}
async function goOnWith(due: Awaited<ReturnType<typeof readDue>>) {
  const shop = await database.db.shop.findUniqueOrThrow({ where: { domain } });
  await publishOne(core.app, { shop, cost: undefined, restUntil: 0 }, due);
}
/** Another process commits its call, which has not arrived yet. */
const beginCall = () =>
  database.db.publication.updateMany({
    data: {
      state: "sending",
      sendingAt: core.app.clock.now(),
      attempts: { increment: 1 },
    },
  });

it("a process that stood still makes no event that another one is making", async () => {
  const due = await readDue();
  await beginCall();
  await goOnWith(due);
  expect(told()).toEqual([]);
  time.offsetMs = 11_000;
  await publish();
  expect(told()).toEqual(["IN_TRANSIT"]);
});

it("a process that stood still before it repeats a call leaves it to the one that repeats it", async () => {
  await beginCall();
  time.offsetMs = 11_000;
  const due = await readDue();
  await beginCall();
  await goOnWith(due);
  expect(told()).toEqual([]);
});
