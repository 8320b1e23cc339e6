import { beforeEach, describe, expect, it } from "vitest";
import { mapCompany } from "#app/use-cases/change-mapping.server.ts";
import { retryShipment } from "#app/use-cases/shipment-actions.server.ts";
import { fulfillmentPayload } from "#test/sandbox/shopify/payloads.ts";
import { domain } from "./use-core.ts";
import { useImports } from "./use-imports.ts";

const { core, database, deliver, detect, drain, history, one, ...more } =
  useImports();
const { begin, open, registered, retrack, run, runJob, ship, steer } = more;
const actor = "merchant";
const unknown = "My cousin's van";
const left = { myshopify_domain: domain };

beforeEach(() => core.keydelivery.setDetection("V", ["gls"]));

describe.each(["pause", "cancel"] as const)("an import, on %s,", (change) => {
  it("stays so when the app is opened", async () => {
    history(["H1"]);
    await begin();
    await steer(change);
    await run(await open());
    await drain();
    expect(registered()).toEqual([]);
    expect(await one("H1")).toMatchObject({ state: "dormant" });
  });

  it("stays so when the shop comes back, while live parcels go on, however often the job runs", async () => {
    history(["H1", "BOTH"]);
    await begin();
    await steer(change);
    await ship({ number: "LIVE" });
    await ship({ number: "BOTH" });
    await deliver("app/uninstalled", left);
    await drain();
    expect(registered()).toEqual([]);
    const jobs = await open();
    await run(jobs);
    await run(jobs);
    await drain();
    expect(registered().toSorted()).toEqual(["BOTH", "LIVE"]);
  });

  it("registers nothing that waited for detection", async () => {
    history(["V1"], unknown);
    await begin();
    await steer(change);
    await detect((await one("V1")).id);
    await drain();
    expect(registered()).toEqual([]);
    expect(await one("V1")).toMatchObject({
      state: "dormant",
      carrierId: "gls",
    });
  });

  it("registers nothing that is detected meanwhile", async () => {
    const numbers = ["V1", "V2", "V3", "V4", "V5", "V6"];
    history(numbers, unknown);
    await begin();
    const parcels = await more.shipments();
    await Promise.all([
      ...parcels.slice(0, 3).map(({ id }) => detect(id)),
      steer(change),
      ...parcels.slice(3).map(({ id }) => detect(id)),
    ]);
    await drain();
    expect(registered()).toEqual([]);
  });

  it("registers nothing because a company is mapped, or Shopify tells of a parcel again", async () => {
    history(["H1"]);
    const told = history(["V1"], unknown);
    await begin();
    await steer(change);
    await mapCompany(core.app, {
      ...{ shopId: core.shopId, companyKey: (await one("V1")).companyKey },
      ...{ carrierId: "gls", actor, again: false },
    });
    await retrack();
    await retrack((await one("V1")).companyKey);
    const body = JSON.parse(fulfillmentPayload(told)) as object;
    const update = await deliver("fulfillments/update", {
      ...body,
      updated_at: new Date().toISOString(),
      tracking_company: "FedEx",
    });
    expect(update).toMatchObject({ outcome: "recorded" });
    await drain();
    expect(registered()).toEqual([]);
  });

  it("lets a person start one of its parcels, whose carrier is detected first", async () => {
    history(["V1", "V2"], unknown);
    await begin();
    await steer(change);
    const { id: shipmentId } = await one("V1");
    await retryShipment(core.app, { shopId: core.shopId, shipmentId, actor });
    for (const number of ["V1", "V2"]) await detect((await one(number)).id);
    await drain();
    expect(registered()).toEqual(["V1"]);
  });
});

describe("an import that goes on", () => {
  it("registers what was detected while it was paused", async () => {
    history(["V1"], unknown);
    await begin();
    await steer("pause");
    await detect((await one("V1")).id);
    await steer("resume");
    await drain();
    expect(registered()).toEqual(["V1"]);
  });

  it("wakes nothing of one that was cancelled before", async () => {
    history(["OLD"], "UPS", 20);
    await begin();
    await steer("cancel");
    history(["NEW"]);
    await begin(7);
    await steer("pause");
    await steer("resume");
    await drain();
    expect(registered()).toEqual(["NEW"]);
  });

  it("goes on after the shop came back", async () => {
    history(["H1"]);
    await begin();
    await deliver("app/uninstalled", left);
    await run(await open());
    await drain();
    expect(registered()).toEqual(["H1"]);
  });

  it("hands over a hundred at a time, those that wait for detection among them", async () => {
    for (let at = 0; at < 50; at++)
      history([`V${at}A`, `V${at}B`, `V${at}C`, `V${at}D`], unknown);
    await begin();
    // A slow machine needs more than one slice of twenty seconds, and then hands over up to 99 more.
    while ((await more.import()).imported < 100) await runJob();
    await runJob();
    expect((await more.import()).imported).toBeLessThan(200);
  });

  it("is not done while a parcel waits for detection", async () => {
    history(["V1"], unknown);
    await begin();
    await runJob();
    expect(await more.import()).toMatchObject({ state: "running" });
    await detect((await one("V1")).id);
    await drain();
    await runJob();
    expect(await more.import()).toMatchObject({ state: "done" });
  });
});

describe("an import without an account", () => {
  beforeEach(() => database.db.keyDeliveryAccount.deleteMany());

  it("ends though nobody can detect who carries its parcels", async () => {
    history(["V1"], unknown);
    await begin();
    await runJob();
    expect(await one("V1")).toMatchObject({ state: "detecting" });
    expect(await more.import()).toMatchObject({ state: "done" });
  });
});

describe("a shop that came back", () => {
  it("and left again before the job ran has nothing taken up", async () => {
    await ship({ number: "LIVE" });
    await deliver("app/uninstalled", left);
    const jobs = await open();
    await deliver("app/uninstalled", left);
    await run(jobs);
    await drain();
    expect(registered()).toEqual([]);
    expect(await database.db.tracking.count()).toBe(1);
  });

  it("is told apart from one whose app is merely opened", async () => {
    expect(await open()).toEqual(["sync-shop"]);
    await deliver("app/uninstalled", left);
    expect(await open()).toEqual(["sync-shop", "resume-shop"]);
    expect(await open()).toEqual(["sync-shop"]);
  });
});
