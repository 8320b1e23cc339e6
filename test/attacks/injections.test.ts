import { beforeEach, describe, expect, it } from "vitest";
import { shipParcels } from "#test/routes/ship-parcels.ts";
import { domain } from "#test/routes/use-settings.ts";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { useWholeApp } from "./use-whole-app.ts";

const { database, ask, askAs, lines } = useWholeApp();
const db = () => database.db;

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const proxy = (asked: Record<string, string>) =>
  ask(
    `/proxy/track?${signProxyQuery({ shop: domain, ...asked }, "simulated-secret").toString()}`,
  );

beforeEach(async () => {
  await (await askAs(domain, "/app.data")).text();
  await shipParcels(db(), domain, [{ number: "N1", order: "1001" }]);
});

describe("SQL in whatever is asked for", () => {
  const injections = [
    "' OR '1'='1",
    "'; DROP TABLE shipment; --",
    "1; SELECT pg_sleep(5)",
    "' UNION SELECT api_secret_sealed FROM keydelivery_account --",
    "\\'; --",
    "%' OR 1=1 --",
    "$1",
    "x\u0000y",
    "(SELECT 1)",
    "shipped_at DESC; --",
    "\ud800",
    "_%\\",
  ];
  const encodedCursors = injections.map((text) =>
    Buffer.from(`after shipped_desc ${text} ${text}`).toString("base64url"),
  );
  const names = [
    ...["q", "view", "saved", "status", "carrier", "country"],
    ...["registration", "from", "to", "sort", "after", "before"],
    ...["cursor", "page", "by", "range", "events", "id", "section"],
  ];
  const paths = [
    "/app.data",
    "/app/shipments.data",
    "/app/shipments/count",
    "/app/shipments/export",
    "/app/carriers.data",
    "/app/carriers/search",
    "/app/carriers/companies/script/preview",
    "/app/analytics.data",
    "/app/settings/changes.data",
    "/app/settings/data/export",
    "/api/orders/1001",
  ];

  it.each(paths)("changes nothing and fails nothing at %s", async (path) => {
    const startedAt = performance.now();
    for (const injection of [...injections, ...encodedCursors]) {
      const search = new URLSearchParams(
        names.map((name) => [name, injection]),
      ).toString();
      const answer = await askAs(domain, `${path}?${search}`);
      expect(answer.status, injection).toBeLessThan(500);
      await answer.text();
    }
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    expect(await db().shipment.count()).toBe(1);
    expect(lines.join()).not.toMatch(/syntax error|invalid byte/i);
  });

  it("changes nothing in the path of a route, or in a shopper's look-up", async () => {
    for (const injection of injections) {
      const part = encodeURIComponent(injection.toWellFormed());
      for (const path of [
        `/app/shipments/${part}.data`,
        `/app/carriers/companies/${part}.data`,
        `/app/settings/exports/${part}`,
        `/api/orders/${part}`,
      ])
        expect((await askAs(domain, path)).status, path).toBeLessThan(500);
      const found = await proxy({ o: injection, n: injection });
      expect(found.status).toBe(200);
    }
    expect(await db().shipment.count()).toBe(1);
  });
});

describe("what is nested, or named to do harm,", () => {
  const deep = (open: string, close: string) =>
    open.repeat(100_000) + close.repeat(100_000);
  const deepObject = deep('{"a":', "").concat("1", "}".repeat(100_000));
  const polluting =
    '{"intent":"retry","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  const bodies = [deep("[", "]"), deepObject, polluting];
  const forms = bodies.flatMap((text): Record<string, string>[] => [
    { intent: "save", changes: text, seen: text },
    { intent: "rename_view", id: text, name: text, query: text },
    { intent: "track", numbers: text },
    { intent: "change_parcels", kind: "archive", ids: text },
    {
      ["__proto__"]: "1",
      constructor: "1",
      "changes[__proto__][polluted]": "1",
    },
  ]);

  it.each([
    "/app/settings.data",
    "/app/shipments.data?index",
    "/app/shipments/import/numbers",
    "/app.data?index",
    "/app/import.data",
    "/app/carriers.data?index",
    "/app/settings/data.data",
  ])(
    "does no harm in a form to %s",
    async (path) => {
      for (const fields of forms) {
        const answer = await askAs(domain, path, {
          method: "POST",
          headers: form,
          body: new URLSearchParams(fields).toString(),
        });
        expect(answer.status).toBeLessThan(500);
        await answer.text();
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
    120_000,
  );

  it("does no harm in the body of the extensions' API", async () => {
    for (const body of bodies) {
      const answer = await askAs(domain, "/api/orders/1001", {
        method: "POST",
        headers: json,
        body,
      });
      expect(answer.status).toBe(400);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
