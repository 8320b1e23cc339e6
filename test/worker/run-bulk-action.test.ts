import { describe, expect, it } from "vitest";
import { readListIntent } from "#app/features/shipments/list-intent.ts";
import { loadListFrame } from "#app/features/shipments/load-list-frame.server.ts";
import { carryOutList } from "#app/use-cases/carry-out-list.server.ts";
import { runBulkBatch } from "#app/use-cases/run-bulk-batch.server.ts";
import { runBulkAction } from "#app/worker/run-bulk-action.ts";
import { sweep } from "#app/worker/sweep.ts";
import { createListed } from "#test/features/shipments/list-parcels.ts";
import { domain, fulfillment, useCore } from "./use-core.ts";

const { core, database, deliver, drain, enqueued, ...more } = useCore();
const { runRedactions, sent, shipments, time } = more;
const actor = "staff:1";

async function carryOut(fields: Record<string, string>, of = core.shopId) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const read = readListIntent(form);
  if (!read) throw new Error("no form of ours");
  if ("answer" in read) return read.answer;
  const shop = { id: of, timeZone: "UTC" };
  return carryOutList(core.app, { shop, actor }, read);
}
const changeAll = (kind: string, query = "", more = {}) =>
  carryOut({ intent: "change_all", kind, query, ...more });
const progress = async () =>
  (await loadListFrame(database.db, core.shopId)).bulk;
const asked = () =>
  enqueued.flatMap(({ job, data }) =>
    job === "run-bulk-action" ? [data as { bulkActionId: string }] : [],
  );
const run = (signal = new AbortController().signal) =>
  runBulkAction(core.app, asked().at(-1)!, signal);
const create = (count: number, row = {}) =>
  createListed(
    database,
    core.shopId,
    Array.from({ length: count }, () => row),
  );
const archived = () =>
  database.db.shipment.count({ where: { archivedAt: { not: null } } });
const actions = async () =>
  (await database.db.auditEntry.findMany({ orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("all that match", () => {
  it("are changed in batches, those that do not match stay", async () => {
    await create(60, { state: "delivered" });
    await create(3);
    expect(await changeAll("archive", "view=delivered")).toEqual({
      outcome: "started",
    });
    expect(await progress()).toMatchObject({ state: "running", total: 60 });
    const { bulkActionId } = asked()[0]!;
    expect(await runBulkBatch(core.app, bulkActionId)).toMatchObject({
      isOver: false,
    });
    expect(await progress()).toMatchObject({ state: "running", done: 25 });
    await run();
    expect(await progress()).toMatchObject({
      state: "done",
      done: 60,
      left: {},
    });
    expect(await archived()).toBe(60);
    expect(await actions()).toEqual([
      "bulk_archive",
      ...Array.from({ length: 60 }, () => "archived"),
    ]);
  });

  it("go on behind the last whole batch after a crash", async () => {
    await create(60);
    await changeAll("archive");
    const { bulkActionId } = asked()[0]!;
    await runBulkBatch(core.app, bulkActionId);
    await database.pool.query(
      `CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''broken''; END';
       CREATE TRIGGER break BEFORE UPDATE ON bulk_action FOR EACH ROW EXECUTE FUNCTION break()`,
    );
    await expect(runBulkBatch(core.app, bulkActionId)).rejects.toThrow();
    expect(await archived()).toBe(25);
    await database.pool.query("DROP FUNCTION break CASCADE");
    enqueued.length = 0;
    time.offsetMs = 120_000;
    await sweep(core.app);
    expect(asked()).toEqual([{ bulkActionId }]);
    await run();
    expect(await progress()).toMatchObject({ state: "done", done: 60 });
    expect(await database.db.auditEntry.count()).toBe(61);
  });

  it("stop before the next batch when it is cancelled, and tell so until it is read", async () => {
    await create(60);
    await changeAll("archive");
    const { bulkActionId: id } = asked()[0]!;
    await runBulkBatch(core.app, id);
    expect(await carryOut({ intent: "cancel_bulk", id })).toEqual({
      outcome: "cancelled",
    });
    await run();
    expect(await archived()).toBe(25);
    expect(await progress()).toMatchObject({ state: "cancelled", done: 25 });
    await carryOut({ intent: "close_bulk", id });
    expect(await progress()).toBeNull();
  });

  it("are changed once at a time in a shop", async () => {
    await create(1);
    await changeAll("archive");
    expect(await changeAll("retry")).toEqual({ outcome: "busy" });
    await run();
    expect(await changeAll("unarchive", "view=archived")).toEqual({
      outcome: "started",
    });
    await run();
    expect(await archived()).toBe(0);
  });

  it("hand the rest to another job when the time is over", async () => {
    await create(1);
    await changeAll("archive");
    await run(AbortSignal.abort());
    expect(asked()).toHaveLength(2);
    expect(await archived()).toBe(0);
  });

  it("stay when the shop has left", async () => {
    await create(1);
    await changeAll("archive");
    await database.db.shop.update({
      where: { id: core.shopId },
      data: { state: "uninstalled" },
    });
    await run();
    expect(await archived()).toBe(0);
    expect(await progress()).toMatchObject({ state: "cancelled" });
  });

  it("are forgotten with the shop", async () => {
    await create(1);
    await changeAll("archive");
    await deliver("app/uninstalled", { myshopify_domain: domain });
    await deliver("shop/redact", { shop_domain: domain });
    await runRedactions();
    expect(await database.db.bulkAction.count()).toBe(0);
    await run();
  });
});

describe("registering many again", () => {
  it("sends each parcel once, and none that is tracked already", async () => {
    await deliver("fulfillments/create", fulfillment());
    await deliver("fulfillments/create", fulfillment());
    await drain();
    const failed = (await shipments())[0]!;
    await database.db.tracking.update({
      where: { id: failed.trackingId! },
      data: { registration: "failed", registeredAt: null },
    });
    sent.length = 0;
    for (const query of ["", "view=all"]) {
      await changeAll("retry", query);
      await run();
    }
    await drain();
    await drain();
    expect(sent.map(({ fields }) => fields.tracking_number)).toEqual([
      failed.number,
    ]);
    await changeAll("retry");
    await run();
    expect(await progress()).toMatchObject({ done: 0, left: { tracked: 2 } });
  });

  it("tells why parcels stay as they are", async () => {
    await create(1, { state: "over_quota" });
    await create(2, { state: "ended" });
    await create(1, { state: "no_number" });
    await create(1, { state: "delivered" });
    await changeAll("retry");
    await run();
    expect(await progress()).toMatchObject({
      skipped: 5,
      left: { over_quota: 1, ended: 2, no_number: 1, tracked: 1 },
    });
  });
});

describe("the parcels that were chosen", () => {
  it("get the carrier, but those that have it, ended, or are another shop's", async () => {
    await deliver(
      "fulfillments/create",
      fulfillment({
        tracking_company: "Velo Kurier",
        tracking_numbers: ["VELO1", "VELO2"],
      }),
    );
    const [other] = await createListed(database, core.otherShopId, [{}]);
    const [ended] = await create(1, { state: "ended" });
    const [same] = await create(1, { carrierId: "gls" });
    const mine = (await shipments()).filter(({ number }) =>
      number.startsWith("VELO"),
    );
    const ids = [...mine, other!, ended!, same!].map(({ id }) => id).join(",");
    const asked = { intent: "change_parcels", kind: "choose_carrier", ids };
    expect(await carryOut(asked)).toEqual({ outcome: "no_carrier" });
    expect(await carryOut({ ...asked, carrierId: "gls" })).toEqual({
      outcome: "changed",
      kind: "choose_carrier",
      done: 2,
      left: { gone: 1, ended: 1, same_carrier: 1 },
    });
    await drain();
    expect(sent.map(({ fields }) => fields.tracking_number).sort()).toEqual([
      "VELO1",
      "VELO2",
    ]);
    expect(
      await database.db.shipment.findUnique({ where: { id: other!.id } }),
    ).toMatchObject({ carrierId: null });
  });
});
