import { beforeEach, describe, expect, it } from "vitest";
import { action, loader } from "#app/routes/app.import.tsx";
import { domain, useSettings } from "./use-settings.ts";

const { database, context, load, request, shop } = useSettings();

// The first page load of a shop installs it.
beforeEach(async () => {
  await load(domain);
});

const submit = (fields: Record<string, string>) =>
  action({
    request: request("/app/import", domain, new URLSearchParams(fields)),
    context: context(),
    params: {},
  });
const read = () =>
  loader({
    request: request("/app/import", domain),
    context: context(),
    params: {},
  });
const setState = (state: "ready" | "running", parcels = 3) =>
  database.db.backfill.updateMany({ data: { state, parcels } });

describe("the import of past shipments", () => {
  it("is none at first", async () => {
    expect(await read()).toMatchObject({ backfill: null, earlier: [] });
  });

  it("begins with a count, kept in the history", async () => {
    expect(await submit({ intent: "count", days: "30" })).toMatchObject({
      backfill: { state: "counting", days: 30, parcels: 0 },
    });
    const { id: shopId } = await shop();
    const audit = await database.db.auditEntry.findMany({ where: { shopId } });
    expect(audit).toMatchObject([
      { action: "import_counted", detail: { days: 30 } },
    ]);
  });

  it("goes through its states as the merchant says", async () => {
    await submit({ intent: "count", days: "7" });
    await setState("ready");
    const states: unknown[] = [];
    for (const intent of ["start", "pause", "resume", "cancel"]) {
      const answer = await submit({ intent });
      states.push(answer.backfill?.state);
    }
    expect(states).toEqual(["running", "paused", "running", "cancelled"]);
  });

  it("takes no step that does not apply", async () => {
    await submit({ intent: "count", days: "7" });
    for (const intent of ["start", "pause", "resume"])
      expect(await submit({ intent })).toMatchObject({
        backfill: { state: "counting" },
      });
  });

  it.each([
    { intent: "count", days: "0" },
    { intent: "count", days: "61" },
    { intent: "count", days: "many" },
    { intent: "count" },
    { intent: "destroy" },
    {},
  ])("refuses %j", async (fields) => {
    await expect(
      submit(fields as Record<string, string>),
    ).rejects.toMatchObject({ status: 400 });
    expect(await read()).toMatchObject({ backfill: null, earlier: [] });
  });
});

describe("what an import may spend", () => {
  it("is told with it on the operator's account", async () => {
    const operator = await database.db.keyDeliveryAccount.create({
      data: { apiKeyHint: "", fingerprint: "operator" },
    });
    const now = new Date();
    const { id: shopId } = await shop();
    await database.db.quotaUsage.create({
      data: {
        accountId: operator.id,
        shopId,
        month: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())),
        used: 40,
      },
    });
    expect(await read()).toMatchObject({ quota: { limit: 1_000, used: 40 } });
  });
});

describe("a caller without a session token", () => {
  it.each([loader, action])("learns and does nothing", async (handler) => {
    const asked = new Request("https://app.example.com/app/import", {
      method: handler === action ? "POST" : "GET",
      headers: { "user-agent": "Mozilla/5.0 Chrome/142.0 Safari/537.36" },
    });
    await expect(
      handler({ request: asked, context: context(), params: {} }),
    ).rejects.toBeInstanceOf(Response);
  });
});
