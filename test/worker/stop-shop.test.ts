import { describe, expect, it, vi } from "vitest";
import { installShop } from "#app/features/onboarding/install-shop.server.ts";
import { resumeShop } from "#app/worker/resume-shop.ts";
import { settleShops } from "#app/worker/settle-shops.ts";
import { stopShop } from "#app/worker/stop-shop.ts";
import { domain, fulfillment, otherDomain, useCore } from "./use-core.ts";

const { core, database, deliver, drain, enqueued, time, tracking } = useCore();
const ship = (number: string, shop = domain) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
    shop,
  );
const uninstall = () =>
  deliver("app/uninstalled", { myshopify_domain: domain });
const jobs = () => enqueued.filter(({ job }) => job === "stop-shop");
async function runJobs(signal = new AbortController().signal) {
  for (const { data } of signal.aborted ? [...jobs()] : jobs())
    await stopShop(core.app, data as Parameters<typeof stopShop>[1], signal);
}
const waiting = () =>
  database.db.tracking.count({ where: { registration: "waiting" } });

/** Parcels shipped later than those of the tests; a thousand stop together. */
async function shipMany(count = 1_000) {
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO fulfillment (id, shop_id, gid, order_gid, order_name, name, shopify_status,
        shopify_created_at, shopify_updated_at)
      VALUES (gen_random_uuid(), $1, 'many', 'many', '', '', 'success', now(), now()) RETURNING id`,
    [core.shopId],
  );
  const account = await database.db.keyDeliveryAccount.findFirstOrThrow();
  await database.pool.query(
    `WITH made AS (INSERT INTO tracking (id, account_id, shop_id, carrier_id, number, ref, callback_key_id)
        SELECT gen_random_uuid(), $1, $2, 'dhl', 'N' || n, 'ref-N' || n, 1 FROM generate_series(1, $3) n
        RETURNING id, number)
      INSERT INTO shipment (id, shop_id, fulfillment_id, tracking_id, number, number_raw, order_name, order_key,
        shipped_at, updated_at)
      SELECT gen_random_uuid(), $2, $4, id, number, number, '', '', now() + interval '1 day', now() FROM made`,
    [account.id, core.shopId, count, rows[0]!.id],
  );
}

it("stops the parcels of a large shop in parts, by a job", async () => {
  await ship("OLD1");
  await ship("BOTH");
  await ship("BOTH", otherDomain);
  await shipMany(2_000);
  await uninstall();
  expect(await waiting()).toBe(1_002);
  expect(jobs()).toHaveLength(1);
  await runJobs(AbortSignal.abort());
  expect(await waiting()).toBe(2);
  expect(jobs()).toHaveLength(2);
  await runJobs();
  expect(await tracking("OLD1")).toMatchObject({ registration: "dormant" });
  expect(await tracking("BOTH")).toMatchObject({
    registration: "waiting",
    shopId: core.otherShopId,
  });
});

it("registers nothing for a shop that left, though its parcels are not stopped yet", async () => {
  await ship("LATE1");
  await database.db.shop.update({
    where: { domain },
    data: { state: "uninstalled" },
  });
  await drain();
  expect(core.keydelivery.journal.createCalls()).toBe(0);
  expect(await tracking("LATE1")).toMatchObject({
    registration: "dormant",
    quotaMonth: null,
  });
});

it("leaves the parcels of a shop that came back meanwhile", async () => {
  await ship("BACK1");
  await uninstall();
  await database.db.shop.update({
    where: { domain },
    data: { state: "active" },
  });
  await database.db.tracking.updateMany({ data: { registration: "waiting" } });
  await stopShop(
    core.app,
    {
      shopId: core.shopId,
      after: {
        shippedAt: new Date(Date.now() + 1_000).toISOString(),
        id: core.shopId,
      },
    },
    new AbortController().signal,
  );
  expect(await waiting()).toBe(1);
});

it("takes up what another transaction lets sleep meanwhile", async () => {
  await ship("SLEEPY1");
  const releasing = await database.pool.connect();
  await releasing.query(
    "BEGIN; UPDATE tracking SET registration = 'dormant' WHERE number = 'SLEEPY1'",
  );
  const { shopId } = core;
  let isDone = false;
  const resuming = resumeShop(
    core.app,
    { shopId },
    new AbortController().signal,
  ).then(() => (isDone = true));
  await vi.waitFor(async () => {
    const { rows } = await releasing.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    expect(isDone || rows.length > 0).toBe(true);
  }, 10_000);
  await releasing.query("COMMIT");
  releasing.release();
  await resuming;
  expect(await tracking("SLEEPY1")).toMatchObject({ registration: "waiting" });
});

it("takes the parcels of a large shop that came back up in parts, where an earlier job stopped", async () => {
  await ship("OLD1");
  await shipMany();
  await uninstall();
  await runJobs();
  await database.db.shop.update({
    where: { domain },
    data: { state: "active" },
  });
  const { shopId } = core;
  await resumeShop(core.app, { shopId }, AbortSignal.abort());
  expect(await tracking("OLD1")).toMatchObject({ registration: "dormant" });
  const next = enqueued.find(({ job }) => job === "resume-shop")!;
  const data = next.data as Parameters<typeof resumeShop>[1];
  expect(data.after).toBeDefined();
  await resumeShop(core.app, data, new AbortController().signal);
  expect(await tracking("OLD1")).toMatchObject({ registration: "waiting" });
});

describe("where the job was lost", () => {
  /** What the hourly tidying sends, in place of all that was sent before. */
  async function found() {
    enqueued.length = 0;
    await settleShops(core.app);
    return [...enqueued];
  }

  it("a shop that left is stopped", async () => {
    await ship("OLD1");
    await shipMany();
    await uninstall();
    expect(await found()).toEqual([]);
    time.offsetMs = 3 * 3_600_000;
    expect(await found()).toMatchObject([
      { job: "stop-shop", data: { shopId: core.shopId } },
    ]);
    await runJobs();
    expect(await tracking("OLD1")).toMatchObject({ registration: "dormant" });
    expect(await found()).toEqual([]);
  });

  it("a shop that came back is taken up", async () => {
    await ship("BACK2");
    await uninstall();
    const { db, queue } = core.app;
    const openedAt = new Date(Date.now() + 60_000);
    await db.$transaction((tx) =>
      installShop(tx, queue, { domain, scopes: "", openedAt }),
    );
    expect(await found()).toEqual([]);
    time.offsetMs = 3 * 3_600_000;
    const [lost] = await found();
    expect(lost).toMatchObject({ job: "resume-shop" });
    const data = lost!.data as Parameters<typeof resumeShop>[1];
    await resumeShop(core.app, data, new AbortController().signal);
    expect(await tracking("BACK2")).toMatchObject({ registration: "waiting" });
    expect(await found()).toEqual([]);
  });

  it("a shop whose parcels were all stopped at once needs none", async () => {
    await ship("FEW1");
    await uninstall();
    time.offsetMs = 3 * 3_600_000;
    expect(await found()).toEqual([]);
  });
});
