import { describe, expect, it } from "vitest";
import {
  applyMapping,
  mapCompany,
  stopMapping,
  unmapCompany,
} from "#app/use-cases/change-mapping.server.ts";
import { loadCompany } from "#app/use-cases/load-company.server.ts";
import { actor, useCompanies } from "./use-companies.ts";

const { database, core, ship, one, fill, map, runJobs } = useCompanies();

describe("a mapping", () => {
  it("is removed, and what waits with it is given its carrier anew", async () => {
    await ship("W1", "UPS");
    await map("fedex", { key: "ups" });
    expect(await one("W1")).toMatchObject({ carrierId: "fedex" });
    const shop = await database.db.shop.findFirstOrThrow({
      where: { id: core.shopId },
    });
    expect(await loadCompany(core.app, shop, "ups")).toMatchObject({
      company: { mappedBy: "mapping", carrier: { id: "fedex" } },
      automatic: { carrier: { id: "ups" }, isSure: true },
      left: 0,
      held: 1,
    });
    await unmapCompany(core.app, {
      shopId: core.shopId,
      companyKey: "ups",
      actor,
    });
    expect(await loadCompany(core.app, shop, "ups")).toMatchObject({ left: 1 });
    await runJobs();
    expect(await one("W1")).toMatchObject({
      carrierId: "ups",
      carrierSource: "builtin",
    });
    expect(await loadCompany(core.app, shop, "ups")).toMatchObject({
      company: { mappedBy: "builtin" },
      left: 0,
      held: 0,
    });
    const entries = await database.db.auditEntry.findMany({
      orderBy: { id: "asc" },
    });
    expect(entries).toMatchObject([
      {
        action: "carrier_mapped",
        shipmentId: null,
        detail: { company: "UPS", from: null, to: "fedex" },
      },
      {
        action: "carrier_unmapped",
        shipmentId: null,
        detail: { company: "UPS", from: "fedex" },
      },
    ]);
  });

  it("is refused for a company that no parcel of the shop had", async () => {
    await fill();
    await expect(
      mapCompany(core.app, {
        shopId: core.otherShopId,
        companyKey: "anothervan",
        carrierId: "gls",
        again: false,
        actor,
      }),
    ).rejects.toMatchObject({ name: "NotFoundError" });
    expect(await database.db.carrierMapping.count()).toBe(0);
  });

  it("is stopped on its way to the parcels, and goes on when asked", async () => {
    await ship("W1", "Vans");
    await ship("W2", "Vans");
    const asked = { shopId: core.shopId, companyKey: "vans", actor };
    const shop = await database.db.shop.findFirstOrThrow({
      where: { id: core.shopId },
    });
    const view = () => loadCompany(core.app, shop, "vans");
    await mapCompany(core.app, { ...asked, carrierId: "gls", again: false });
    expect(await view()).toMatchObject({ left: 2, isApplying: true });
    await stopMapping(core.app, asked);
    await stopMapping(core.app, asked);
    await runJobs();
    expect(await view()).toMatchObject({ left: 2, isApplying: false });
    await applyMapping(core.app, asked);
    expect(await view()).toMatchObject({ left: 2, isApplying: true });
    await runJobs();
    expect(await view()).toMatchObject({ left: 0, isApplying: false });
    expect(await one("W2")).toMatchObject({ carrierId: "gls" });
    const entries = await database.db.auditEntry.findMany({
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      "carrier_mapped",
      "mapping_stopped",
      "mapping_applied",
    ]);
  });

  it("that is removed twice is written down once", async () => {
    await ship("W1", "UPS");
    const asked = { shopId: core.shopId, companyKey: "ups", actor };
    await mapCompany(core.app, { ...asked, carrierId: "gls", again: false });
    await unmapCompany(core.app, asked);
    await unmapCompany(core.app, asked);
    expect(await database.db.auditEntry.count()).toBe(2);
  });
});
