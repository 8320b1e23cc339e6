import { describe, expect, it } from "vitest";
import { previewMapping } from "#app/use-cases/preview-mapping.server.ts";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { companyKey, useCompanies } from "./use-companies.ts";

const { core, ship, one, fill, map, drain, withCarrier, used } = useCompanies();
const preview = (carrierId: string) =>
  previewMapping(core.app, { shopId: core.shopId, key: companyKey, carrierId });

describe("the preview of a mapping", () => {
  it("tells what happens, and no more", async () => {
    await fill();
    const told = await preview("fedex");
    expect(told).toMatchObject({
      carrier: { id: "fedex", name: "FedEx" },
      waiting: 4,
      refused: 1,
      silent: 1,
      trackings: 4,
      movedTrackings: 2,
      tracked: [{ carrier: { id: "gls" }, parcels: 2 }],
      account: "operator",
      more: false,
    });
    const before = await used();
    expect(told.quota?.left).toBe(core.app.env.shopQuota - before);
    await map("fedex");
    expect(await withCarrier("fedex")).toEqual([
      "RUN-FAILED",
      "NEEDS1",
      "NEEDS2",
      "DETECTING",
    ]);
    const chosenOne = 1;
    await drain();
    expect((await used()) - before - chosenOne).toBe(told.trackings);
    expect(await withCarrier("gls")).toEqual([
      "RUN1",
      "RUN-SILENT",
      "RUN-CHOSEN",
    ]);
    expect(await one("CHOSEN")).toMatchObject({ carrierId: "usps" });
    expect(await one("THEIRS")).toMatchObject({ carrierId: null });
    expect(await preview("fedex")).toMatchObject({
      waiting: 0,
      refused: 1,
      silent: 1,
    });
  });

  it("moves, where it is wanted, what was refused or never scanned", async () => {
    await fill();
    const told = await preview("fedex");
    const before = await used();
    await map("fedex", { again: true });
    expect(await withCarrier("fedex")).toHaveLength(
      told.waiting + told.refused + told.silent,
    );
    const chosenOne = 1;
    await drain();
    expect((await used()) - before - chosenOne).toBe(
      told.trackings + told.movedTrackings,
    );
    expect(await one("RUN-SILENT")).toMatchObject({
      carrierId: "fedex",
      carrierSource: "mapping",
      attention: null,
      tracking: { carrierId: "fedex", registration: "registered" },
    });
    expect(await one("RUN-CHOSEN")).toMatchObject({ carrierId: "gls" });
    expect(await preview("fedex")).toMatchObject({
      waiting: 0,
      refused: 0,
      silent: 0,
    });
  });

  it("counts a number that is registered with the carrier already for nothing", async () => {
    await ship("TWICE", "FedEx");
    await drain();
    await ship("TWICE");
    expect(await preview("fedex")).toMatchObject({ waiting: 1, trackings: 0 });
    const before = await used();
    await map("fedex");
    await drain();
    expect(await used()).toBe(before);
  });

  it("sees where KeyDelivery refused the carrier for a number", async () => {
    core.keydelivery.failNext(faults.bodyCode(405));
    await ship("R1", "FedEx");
    await drain();
    await ship("R1");
    expect(await preview("fedex")).toMatchObject({ waiting: 0, refused: 1 });
    await map("fedex");
    expect((await withCarrier("fedex")).length).toBe(0);
    await map("fedex", { again: true });
    expect(await withCarrier("fedex")).toEqual(["R1"]);
    await drain();
    expect(core.keydelivery.journal.accepted()).toHaveLength(1);
  });
});
