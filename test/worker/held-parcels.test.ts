import { beforeEach, describe, expect, it, vi } from "vitest";
import { tidy } from "#app/worker/tidy.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { fulfillment, later, otherDomain } from "./use-core.ts";
import { useImports } from "./use-imports.ts";

const { core, deliver, detect, drain, history, one, ...more } = useImports();
const { begin, registered, steer } = more;

beforeEach(() => core.keydelivery.setDetection("V", ["gls"]));

describe("a parcel that an import holds", () => {
  const shipElsewhere = (changes = {}) =>
    deliver(
      "fulfillments/create",
      fulfillment({ tracking_numbers: ["H1"], ...changes }),
      otherDomain,
    );

  it("is not registered for its shop when another that waits for it leaves", async () => {
    await shipElsewhere();
    history(["H1", "OWN"]);
    await begin();
    await steer("pause");
    await deliver(
      "app/uninstalled",
      { myshopify_domain: otherDomain },
      otherDomain,
    );
    await drain();
    expect(registered()).toEqual([]);
    await steer("resume");
    await drain();
    expect(registered().toSorted()).toEqual(["H1", "OWN"]);
    expect(await more.tracking("H1")).toMatchObject({ shopId: core.shopId });
  });

  it("is not registered for its shop when another's quota ends", async () => {
    core.app.env.shopQuota = 1;
    await shipElsewhere({ tracking_numbers: ["FIRST"] });
    await shipElsewhere();
    history(["H1", "OWN"]);
    await begin();
    await steer("cancel");
    await drain();
    await tidy(core.app);
    await drain();
    expect(registered()).toEqual(["FIRST"]);
  });

  it("sleeps once the parcel of another shop ended", async () => {
    const body = fulfillment({ tracking_numbers: ["H1"] });
    await deliver("fulfillments/create", body, otherDomain);
    history(["H1", "OWN"]);
    await begin();
    await steer("pause");
    const ended = later(body, { status: "cancelled" });
    await deliver("fulfillments/update", ended, otherDomain);
    await drain();
    expect(registered()).toEqual([]);
  });

  it("sleeps after an attempt that was under way when its import was paused", async () => {
    core.keydelivery.failNext(faults.slow(600), { number: "H1" });
    core.keydelivery.failNext(faults.cut, { number: "H2" });
    history(["H1", "H2"]);
    await begin();
    const draining = drain();
    await vi.waitFor(async () => {
      expect((await more.tracking("H2")).attempts).toBe(1);
    });
    await steer("pause");
    await draining;
    expect(await more.tracking("H2")).toMatchObject({
      registration: "dormant",
    });
  });

  it("is registered for another shop that ships it", async () => {
    history(["V1"], "My cousin's van");
    await begin();
    await steer("pause");
    await detect((await one("V1")).id);
    const body = fulfillment({
      tracking_company: "GLS",
      tracking_numbers: ["V1"],
    });
    await deliver("fulfillments/create", body, otherDomain);
    await drain();
    expect(await more.tracking("V1")).toMatchObject({
      registration: "registered",
      shopId: core.otherShopId,
    });
  });
});
