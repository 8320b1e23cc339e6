import { readdirSync } from "node:fs";
import path from "node:path";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, it } from "vitest";
import { tries } from "./tenant-tries.ts";
import type { Ids, TenantTry } from "./tenant-try.ts";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const { database, request, context, shop } = useSettings();

const folder = path.resolve(import.meta.dirname, "../../app/routes");
// Nothing of a shop is behind these: they ask for no session, or take the browser on.
const open = ["_index", "auth.$", "auth.login", "app.$"];

type Handler = (
  args: LoaderFunctionArgs & ActionFunctionArgs,
) => Promise<unknown>;
type Module = { loader?: Handler; action?: Handler };
let ids = {} as Ids;
const formOf = ({ form }: TenantTry) =>
  typeof form === "function" ? form(ids) : form;

beforeEach(async () => {
  // The first page load of each shop installs it.
  const { loader } = (await load("app")) as Required<Module>;
  for (const one of [domain, otherDomain])
    await loader({
      request: request("/app", one),
      context: context(),
      params: {},
    });
  const other = await shop(otherDomain);
  const { db } = database;
  const now = new Date();
  const fulfillment = await db.fulfillment.create({
    data: {
      shopId: other.id,
      gid: "gid://shopify/Fulfillment/1",
      orderGid: "gid://shopify/Order/1",
      orderName: "#SECRET1",
      name: "#SECRET1.1",
      shopifyStatus: "success",
      shopifyCreatedAt: now,
      shopifyUpdatedAt: now,
      shipments: {
        create: {
          shopId: other.id,
          number: "SECRET1",
          numberRaw: "SECRET1",
          orderName: "#SECRET1",
          orderKey: "SECRET1",
          hold: "needs_carrier",
          shippedAt: now,
        },
      },
    },
    include: { shipments: true },
  });
  const dataExport = await db.dataExport.create({
    data: {
      shopId: other.id,
      requestId: "1",
      content: { secret: "SECRET1" },
      expiresAt: new Date(now.getTime() + 86_400_000),
    },
  });
  await db.keyDeliveryAccount.create({
    data: {
      shopId: other.id,
      apiKeyHint: "SECRET1",
      fingerprint: "other",
      state: "quota_exhausted",
      pausedUntil: new Date(now.getTime() + 3_600_000),
    },
  });
  await db.backfill.create({
    data: {
      shopId: other.id,
      days: 30,
      since: now,
      state: "ready",
      parcels: 3,
      error: "SECRET1",
    },
  });
  const change = await db.auditEntry.create({
    data: {
      shopId: other.id,
      actor: "staff:SECRET1",
      action: "setting_changed",
    },
  });
  await db.shop.update({
    where: { id: other.id },
    data: {
      automation: { tags: { mode: "only", values: ["SECRET1"] } },
      promiseDays: { default: 5, countries: {} },
    },
  });
  await db.carrierMapping.create({
    data: {
      ...{ shopId: other.id, companyKey: "secret1" },
      ...{ company: "SECRET1", carrierId: "ups" },
    },
  });
  const savedView = await db.savedView.create({
    data: { shopId: other.id, name: "SECRET1", query: "q=SECRET1" },
  });
  const bulkAction = await db.bulkAction.create({
    data: {
      ...{ shopId: other.id, kind: "archive", query: "q=SECRET1" },
      ...{ actor: "staff:SECRET1", total: 1, hasMore: false, askedAt: now },
    },
  });
  await db.shopWork.createMany({
    data: [
      { kind: "rules", companyKey: "" },
      { kind: "company", companyKey: "secret1" },
    ].map((work) => ({
      ...{ ...work, shopId: other.id, updatedAt: now },
      run: crypto.randomUUID(),
    })),
  });
  ids = {
    shipment: fulfillment.shipments[0]!.id,
    fulfillment: fulfillment.id,
    dataExport: dataExport.id,
    change: change.id,
    savedView: savedView.id,
    bulkAction: bulkAction.id,
  };
});

const load = (name: string) =>
  import(path.join(folder, `${name}.tsx`)) as Promise<Module>;

const rowsOfOther = async () => {
  const { id } = await shop(otherDomain);
  const { db } = database;
  return {
    shipments: await db.shipment.findMany({ where: { shopId: id } }),
    accounts: await db.keyDeliveryAccount.findMany({ where: { shopId: id } }),
    exports: await db.dataExport.findMany({ where: { shopId: id } }),
    backfills: await db.backfill.findMany({ where: { shopId: id } }),
    bulk: await db.bulkAction.findMany({ where: { shopId: id } }),
    work: await db.shopWork.findMany({ where: { shopId: id } }),
    views: await db.savedView.findMany({ where: { shopId: id } }),
    mappings: await db.carrierMapping.findMany({ where: { shopId: id } }),
    audit: await db.auditEntry.findMany({ where: { shopId: id } }),
    shop: await shop(otherDomain),
  };
};

const textOf = async (answer: unknown) =>
  answer instanceof Response ? answer.text() : JSON.stringify(answer);

describe("another shop's ids", () => {
  it("are tried on every route that has a loader or an action", async () => {
    const names = readdirSync(folder)
      .filter((file) => file.endsWith(".tsx"))
      .map((file) => file.replace(/\.tsx$/, ""));
    for (const name of names.filter((one) => !open.includes(one))) {
      const { loader, action } = await load(name);
      const tried = (tries[name] ?? []).map(({ handler }) => handler);
      if (loader) expect(tried, name).toContain("loader");
      if (action) expect(tried, name).toContain("action");
    }
  });

  const table = Object.entries(tries).flatMap(([name, ones]) =>
    ones.map((one) => ({
      name,
      one,
      title: `${name} ${one.handler} ${formOf(one)?.intent ?? ""}`,
    })),
  );

  it.each(table)("show and change nothing: $title", async ({ name, one }) => {
    const before = await rowsOfOther();
    const handler = (await load(name))[one.handler]!;
    const form = formOf(one);
    const answer = handler({
      request: request(
        one.path(ids),
        domain,
        form && new URLSearchParams(form),
      ),
      context: context(),
      params: one.params?.(ids) ?? {},
    });
    if (one.expected === "not_found")
      await expect(answer).rejects.toMatchObject({ status: 404 });
    else expect(await textOf(await answer)).not.toContain("SECRET1");
    expect(await rowsOfOther()).toEqual(before);
  });

  it("are found by the shop that they are of", async () => {
    const { loader } = await load("app.shipments.$id");
    const answer = await loader!({
      request: request(`/app/shipments/${ids.shipment}`, otherDomain),
      context: context(),
      params: { id: ids.shipment },
    });
    expect(JSON.stringify(answer)).toContain("SECRET1");
  });
});
