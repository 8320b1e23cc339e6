import { beforeEach, describe, expect, it } from "vitest";
import { action, loader } from "#app/routes/app._index.tsx";
import { domain, useSettings } from "./use-settings.ts";

const { database, context, load, request, shop } = useSettings();

// The first page load of a shop installs it.
beforeEach(async () => {
  await load(domain);
});

const read = () =>
  loader({ request: request("/app", domain), context: context(), params: {} });
const submit = (fields: Record<string, string>) =>
  action({
    request: request("/app?index", domain, new URLSearchParams(fields)),
    context: context(),
    params: {},
  });

describe("the set-up guide", () => {
  it("is put away, and found again", async () => {
    expect((await read()).guide.dismissed).toBe(false);
    expect(await submit({ intent: "dismiss_guide" })).toEqual({
      outcome: "saved",
    });
    expect((await read()).guide.dismissed).toBe(true);
    await submit({ intent: "show_guide" });
    expect((await read()).guide.dismissed).toBe(false);
  });

  it("remembers each step that was skipped, once", async () => {
    for (const step of ["import", "theme", "import"])
      await submit({ intent: "skip_step", step });
    expect((await read()).guide.skipped).toEqual(["import", "theme"]);
  });

  it("switches writing back on, kept in the history, and says that the permission is missing", async () => {
    await submit({ intent: "switch_write_back_on" });
    const { id: shopId, writeBack } = await shop();
    expect(writeBack).toBe(true);
    expect((await read()).guide.writeBack).toBe("no_permission");
    const audit = await database.db.auditEntry.findMany({ where: { shopId } });
    expect(audit).toMatchObject([{ action: "write_back_on" }]);
  });

  it("knows an import that came to its end", async () => {
    expect((await read()).guide.imported).toBe(false);
    const { id: shopId } = await shop();
    await database.db.backfill.create({
      data: {
        shopId,
        days: 30,
        since: new Date(),
        state: "done",
        imported: 3,
        endedAt: new Date(),
      },
    });
    const { guide, activity } = await read();
    expect(guide.imported).toBe(true);
    expect(activity).toMatchObject([
      { what: { kind: "import", state: "done", parcels: 3 } },
    ]);
  });
});

describe("the home page", () => {
  it("forgets the digest until tomorrow, and keeps what it knows of the guide", async () => {
    await submit({ intent: "skip_step", step: "theme" });
    await submit({ intent: "close_digest" });
    expect((await shop()).onboarding).toEqual({
      dismissed: false,
      skipped: ["theme"],
      digestClosedOn: new Date().toISOString().slice(0, 10),
    });
  });

  it.each([
    {},
    { intent: "retry" },
    { intent: "retry", shipmentId: "1" },
    { intent: "skip_step", step: "unheard" },
    { intent: "destroy" },
  ])("refuses %j", async (fields) => {
    await expect(
      submit(fields as Record<string, string>),
    ).rejects.toMatchObject({ status: 400 });
  });

  it("answers that a parcel is gone", async () => {
    const shipmentId = "00000000-0000-7000-8000-000000000000";
    expect(await submit({ intent: "retry", shipmentId })).toEqual({
      outcome: "gone",
    });
  });
});
