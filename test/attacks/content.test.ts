import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { shipParcels } from "#test/routes/ship-parcels.ts";
import { domain } from "#test/routes/use-settings.ts";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { useWholeApp } from "./use-whole-app.ts";

const { database, ask, askAs, page, shop } = useWholeApp();
const db = () => database.db;

const script = `</script><img src=x onerror="alert(1)">'"{{ shop.secret }}<!--`;
const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"];
const proxy = (asked: Record<string, string>) =>
  ask(
    `/proxy/track?${signProxyQuery({ shop: domain, ...asked }, "simulated-secret").toString()}`,
  );

let shipmentId = "";

beforeEach(async () => {
  await (await askAs(domain, "/app.data")).text();
  await shipParcels(db(), domain, [{ number: "N1", order: "1001" }], {
    context: script,
    location: script,
    description: script,
  });
  await db().fulfillment.updateMany({
    data: { trackingCompany: script, orderName: script, name: script },
  });
  await db().shipment.updateMany({
    data: {
      orderName: script,
      numberRaw: script,
      destinationCity: script,
      destinationCountry: script,
      companyKey: "script",
      trackingUrl: "javascript:alert(1)",
    },
  });
  const { id: shopId } = await shop();
  await db().company.createMany({
    data: [{ shopId, companyKey: "script", name: script }],
    skipDuplicates: true,
  });
  await db().carrierMapping.create({
    data: { shopId, companyKey: "script", company: script, carrierId: "ups" },
  });
  await db().savedView.create({
    data: { shopId, name: script.slice(0, 40), query: "q=x" },
  });
  await db().shop.update({
    where: { id: shopId },
    data: { automation: { tags: { mode: "only", values: [script] } } },
  });
  shipmentId = (await db().shipment.findFirstOrThrow({ where: { shopId } })).id;
});

describe("text that came from outside", () => {
  const pages = [
    "/app",
    "/app/shipments",
    "/app/carriers",
    "/app/carriers/companies/script",
    "/app/analytics",
    "/app/settings",
    "/app/settings/automation",
    "/app/settings/changes",
    "/app/shipments/:id",
  ];

  it.each(pages)("is no markup on %s", async (path) => {
    const answer = await page(path.replace(":id", shipmentId), { q: script });
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).not.toContain("<img src=x");
    expect(text).not.toContain('onerror="alert');
    expect(text).not.toMatch(/href="javascript:/i);
    // A comment in a script of the page's data would swallow its end.
    expect(
      text.split("<!--").every((part) => !part.includes('onerror="')),
    ).toBe(true);
  });

  it("is shown, as text", async () => {
    const text = await (await page(`/app/shipments/${shipmentId}`)).text();
    expect(text).toContain("&lt;img src=x");
  });

  it("is neither markup nor Liquid on the tracking page", async () => {
    await db().shipment.updateMany({
      data: { orderKey: "1001", number: "N1" },
    });
    for (const part of ["", "1"]) {
      const answer = await proxy({ o: "1001", n: "N1", part });
      const text = await answer.text();
      expect(answer.status).toBe(200);
      expect(text).not.toContain("<img src=x");
      expect(text).not.toContain("{{");
      expect(text).not.toMatch(/href="javascript:/i);
    }
  });

  it("is JSON that no browser takes for a page, for the extensions", async () => {
    const answer = await askAs(domain, "/api/orders/1001");
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.text()).not.toContain("javascript:");
  });

  it("is no formula in the exported list, whichever cell it stands in", async () => {
    for (const formula of formulas) {
      await db().fulfillment.updateMany({ data: { trackingCompany: formula } });
      await db().shipment.updateMany({
        data: { orderName: formula, numberRaw: formula },
      });
      const answer = await askAs(domain, "/app/shipments/export");
      const rows: string[][] = parse(await answer.text(), { bom: true });
      expect(rows.length).toBeGreaterThan(1);
      for (const cell of rows.flat())
        expect(cell).not.toMatch(/^[=+\-@\t\r＝]/);
    }
  });
});
