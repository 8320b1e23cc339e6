import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Automation } from "#app/domain/automation.ts";
import { haveRulesChanged } from "#app/features/settings/list-changes.server.ts";
import type { applyRules as job } from "#app/jobs/definitions.ts";
import {
  countAdmissible,
  requestRules,
  stopRules,
} from "#app/use-cases/apply-rules.server.ts";
import { loadAutomation } from "#app/use-cases/load-automation.server.ts";
import { storeSettings } from "#app/use-cases/store-settings.server.ts";
import { applyRules } from "#app/worker/apply-rules.ts";
import { sweep } from "#app/worker/sweep.ts";
import { domain, fulfillment, otherDomain, useCore } from "./use-core.ts";

const { database, core, time, deliver, drain, shipments, enqueued } = useCore();
const dayMs = 86_400_000;
const actor = "staff:1";

const setRules = (changes: Partial<Automation>) =>
  storeSettings(core.app, { shopId: core.shopId, actor, changes });
const ship = (
  number: string,
  { country = "Canada", company = "UPS", shop = domain, daysAgo = 0 } = {},
) => {
  const at = new Date(Date.now() - daysAgo * dayMs).toISOString();
  return deliver(
    "fulfillments/create",
    fulfillment({
      created_at: at,
      updated_at: at,
      tracking_company: company,
      tracking_numbers: [number],
      destination: { city: "Somewhere", province: null, country },
    }),
    shop,
  );
};
const shop = () =>
  database.db.shop.findUniqueOrThrow({ where: { id: core.shopId } });
const offered = async () => countAdmissible(core.app, await shop());
type Job = z.output<typeof job.schema>;
const request = () =>
  requestRules(core.app, { shopId: core.shopId, actor, parcels: 3 });
const lastJob = () =>
  enqueued.findLast((one) => one.job === "apply-rules")?.data as Job;
const run = (asked: Job, signal = new AbortController().signal) =>
  applyRules(core.app, asked, signal);
const apply = async () => {
  await request();
  await run(lastJob());
};
const accepted = () =>
  core.keydelivery.journal
    .accepted()
    .map(({ number }) => number)
    .sort();
const onlyGermany = {
  countries: { mode: "only", values: ["DE"] },
} satisfies Partial<Automation>;

describe("changed rules", () => {
  it("track nothing that was left out before, until the merchant says so", async () => {
    await setRules(onlyGermany);
    await ship("1ZCA1");
    await ship("1ZCA2");
    await ship("1ZFR1", { country: "France" });
    await setRules({ countries: { mode: "except", values: ["FR"] } });
    await drain();
    expect(accepted()).toEqual([]);
    expect(await offered()).toEqual({ count: 2, more: false });
    await apply();
    await drain();
    expect(accepted()).toEqual(["1ZCA1", "1ZCA2"]);
    expect(await offered()).toEqual({ count: 0, more: false });
  });

  it("are offered once: not before a change, and not after they were applied", async () => {
    const isOffered = () => haveRulesChanged(database.db, core.shopId);
    expect(await isOffered()).toBe(false);
    await setRules(onlyGermany);
    expect(await isOffered()).toBe(true);
    await request();
    expect(await isOffered()).toBe(false);
    expect(lastJob()).toMatchObject({ shopId: core.shopId });
    await storeSettings(core.app, {
      shopId: core.shopId,
      actor,
      changes: { digest: false },
    });
    expect(await isOffered()).toBe(false);
  });

  it("reach back 30 days, to parcels of this shop that are not archived", async () => {
    for (const id of [core.shopId, core.otherShopId])
      await storeSettings(core.app, {
        shopId: id,
        actor,
        changes: onlyGermany,
      });
    await ship("1ZNEW", { daysAgo: 29 });
    await ship("1ZOLD", { daysAgo: 31 });
    await ship("1ZAWAY");
    await ship("1ZOTHER", { shop: otherDomain });
    await database.db.shipment.updateMany({
      where: { number: "1ZAWAY" },
      data: { archivedAt: new Date() },
    });
    await setRules({ countries: { mode: "all" } });
    expect(await offered()).toEqual({ count: 1, more: false });
    await apply();
    await drain();
    expect(accepted()).toEqual(["1ZNEW"]);
  });

  it("apply to what was left out while automatic registration was off, once it is on", async () => {
    const turn = (automaticRegistration: boolean) =>
      storeSettings(core.app, {
        shopId: core.shopId,
        actor,
        changes: { automaticRegistration },
      });
    await turn(false);
    await ship("1ZOFF");
    expect(await offered()).toMatchObject({ count: 0 });
    await turn(true);
    expect(await offered()).toMatchObject({ count: 1 });
    await apply();
    await drain();
    expect(accepted()).toEqual(["1ZOFF"]);
  });

  it("that ask for tags have them read, one job for each fulfillment", async () => {
    await setRules(onlyGermany);
    await ship("1ZTAG");
    await setRules({
      countries: { mode: "all" },
      tags: { mode: "only", values: ["a"] },
    });
    await request();
    const asked = lastJob();
    enqueued.length = 0;
    await run(asked);
    const [parcel] = await shipments();
    expect(parcel).toMatchObject({ hold: "checking_rules" });
    expect(enqueued).toEqual([
      {
        job: "check-order-tags",
        data: { fulfillmentId: parcel!.fulfillmentId },
      },
    ]);
  });

  it("go on in another job where one stops, and applying them twice spends once", async () => {
    await setRules(onlyGermany);
    for (const number of ["1ZA", "1ZB", "1ZC"]) await ship(number);
    await setRules({ countries: { mode: "all" } });
    await request();
    await run(lastJob(), AbortSignal.abort());
    expect(lastJob().after).toBeDefined();
    await run(lastJob());
    await apply();
    await drain();
    expect(core.keydelivery.journal.accepted()).toMatchObject(
      ["1ZA", "1ZB", "1ZC"].map(() => ({ count: 1 })),
    );
  });

  it("are stopped: what is tracked stays so, the rest is offered again", async () => {
    await setRules(onlyGermany);
    for (const number of ["1ZA", "1ZB"]) await ship(number);
    await setRules({ countries: { mode: "all" } });
    const view = async () => loadAutomation(core.app, await shop());
    expect(await view()).toMatchObject({
      isApplying: false,
      admissible: { count: 2 },
    });
    await request();
    expect(await view()).toMatchObject({
      isApplying: true,
      admissible: { count: 2 },
    });
    await run(lastJob(), AbortSignal.abort());
    const rest = lastJob();
    const asked = { shopId: core.shopId, actor };
    await stopRules(core.app, asked);
    await stopRules(core.app, asked);
    await run(rest);
    await drain();
    expect(accepted()).toHaveLength(1);
    expect(await view()).toMatchObject({
      isApplying: false,
      admissible: { count: 1 },
    });
    const stops = await database.db.auditEntry.count({
      where: { action: "rules_stopped" },
    });
    expect(stops).toBe(1);
  });

  it("are applied by one run: a newer one ends it, and none is left when all is done", async () => {
    await setRules(onlyGermany);
    await ship("1ZA");
    await setRules({ countries: { mode: "all" } });
    await request();
    const older = lastJob();
    await request();
    await run(older);
    expect(await offered()).toMatchObject({ count: 1 });
    expect(await database.db.shopWork.count()).toBe(1);
    await run(lastJob());
    expect(await offered()).toMatchObject({ count: 0 });
    expect(await database.db.shopWork.count()).toBe(0);
  });

  it("whose job was lost get another one", async () => {
    await request();
    const { run: begun } = lastJob();
    enqueued.length = 0;
    await sweep(core.app);
    expect(enqueued).not.toContainEqual(
      expect.objectContaining({ job: "apply-rules" }),
    );
    time.offsetMs = 121_000;
    await sweep(core.app);
    expect(lastJob()).toEqual({ shopId: core.shopId, run: begun });
  });

  it("come after what is shipped meanwhile", async () => {
    await setRules(onlyGermany);
    await ship("1ZBACK");
    await setRules({ countries: { mode: "all" } });
    await apply();
    time.offsetMs = 1_000;
    await ship("1ZLIVE");
    const trackings = await database.db.tracking.findMany({
      orderBy: { number: "asc" },
    });
    expect(trackings.map(({ priority }) => priority)).toEqual([1, 0]);
  });
});
