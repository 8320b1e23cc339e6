import { beforeEach, describe, expect, it } from "vitest";
import { domain, useSettings } from "./use-settings.ts";

const settings = useSettings();
const { database, load, submit } = settings;

const change = (
  values: Record<string, unknown>,
  seen: Record<string, unknown> = {},
) =>
  submit({
    intent: "save",
    changes: JSON.stringify(values),
    seen: JSON.stringify(seen),
  });

// The first page load of a shop installs it.
beforeEach(async () => {
  await load(domain);
});

const rules = { countries: { mode: "only", values: ["DE", "AT"] } };
const audit = async () => {
  const { id: shopId } = await settings.shop();
  return database.db.auditEntry.findMany({
    where: { shopId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
};

describe("saving settings", () => {
  it("changes what was changed, and nothing else", async () => {
    await change({ stalledDays: "5", delayHours: 6, ...rules });
    const before = (await load()).settings;
    expect(before).toMatchObject({
      stalledDays: 5,
      delayHours: 6,
      ...rules,
      companies: { mode: "all" },
      digest: true,
    });
    const promiseDays = { default: "5", countries: { DE: "2" } };
    await change({ promiseDays, retentionDays: 30 });
    expect((await load()).settings).toEqual({
      ...before,
      promiseDays: { default: 5, countries: { DE: 2 } },
      retentionDays: 30,
    });
  });

  it("notes who changed what from what to what, once for each change", async () => {
    await change({ stalledDays: 5, ...rules });
    await change({ stalledDays: 5, ...rules });
    expect(await audit()).toMatchObject([
      {
        actor: "staff:4200",
        action: "setting_changed",
        detail: { setting: "stalledDays", from: 7, to: 5 },
      },
      {
        action: "setting_changed",
        detail: {
          setting: "countries",
          from: { mode: "all" },
          to: rules.countries,
        },
      },
    ]);
  });

  it.each([
    [{ stalledDays: "1" }, { stalledDays: "range" }],
    [{ stalledDays: "soon" }, { stalledDays: "range" }],
    [{ delayHours: 73 }, { delayHours: "range" }],
    [{ retentionDays: 6 }, { retentionDays: "range" }],
    [{ retentionDays: 91 }, { retentionDays: "range" }],
    [{ tags: { mode: "only", values: [] } }, { "tags.values": "empty" }],
    [
      { promiseDays: { default: "", countries: { DE: "61", FR: "3" } } },
      { "promiseDays.countries.DE": "range" },
    ],
    [
      { promiseDays: { default: "0", countries: {} } },
      { "promiseDays.default": "range" },
    ],
    [{ phoneSharing: "sometimes" }, { phoneSharing: "invalid" }],
    [{ state: "uninstalled" }, { state: "invalid" }],
  ])(
    "says beside the field what is wrong with %j, and saves nothing",
    async (values, errors) => {
      expect(await change({ digest: false, ...values })).toEqual({
        outcome: "invalid",
        errors: {},
        settings: errors,
      });
      expect((await load()).settings.digest).toBe(true);
      expect(await audit()).toEqual([]);
    },
  );
});

describe("phones", () => {
  it("are shared only once the merchant says so, and the change is noted", async () => {
    expect((await load()).settings.phoneSharing).toBe("never");
    await change({ phoneSharing: "where_needed" }, { phoneSharing: "never" });
    expect((await load()).settings.phoneSharing).toBe("where_needed");
    expect(await audit()).toMatchObject([
      {
        action: "setting_changed",
        detail: { setting: "phoneSharing", from: "never", to: "where_needed" },
      },
    ]);
  });

  it("that Shopify did not give for the last parcels are told of, until the setting changes", async () => {
    const count = async (phonesWithheld: number) => {
      await database.db.shop.update({
        where: { domain },
        data: { phonesWithheld },
      });
      return (await load()).phonesWithheld;
    };
    expect(await count(3)).toBe(false);
    await change({ phoneSharing: "where_needed" });
    expect((await load()).phonesWithheld).toBe(false);
    expect(await count(2)).toBe(false);
    expect(await count(3)).toBe(true);
    await change({ phoneSharing: "always" });
    expect((await load()).phonesWithheld).toBe(false);
  });
});

describe("two tabs", () => {
  it("that change different settings both have their way", async () => {
    await change({ stalledDays: 5 }, { stalledDays: "7" });
    await change({ digest: false }, { digest: true });
    await change({ delayHours: 6 }, { delayHours: "0" });
    await change(rules, { countries: { mode: "all", values: [] } });
    expect((await load()).settings).toMatchObject({
      stalledDays: 5,
      digest: false,
      delayHours: 6,
      ...rules,
    });
  });

  it("that change the same setting: the second one is told, and nothing of it is saved", async () => {
    await change({ stalledDays: 5 }, { stalledDays: 7 });
    expect(
      await change(
        { stalledDays: 9, digest: false },
        { stalledDays: 7, digest: true },
      ),
    ).toEqual({ outcome: "conflict", fields: ["stalledDays"] });
    expect((await load()).settings).toMatchObject({
      stalledDays: 5,
      digest: true,
    });
    expect(await change({ stalledDays: 9 }, { stalledDays: 5 })).toMatchObject({
      outcome: "saved",
    });
  });

  it("that want the same are not told of each other", async () => {
    await change({ stalledDays: 5 }, { stalledDays: 7 });
    expect(await change({ stalledDays: 5 }, { stalledDays: 7 })).toMatchObject({
      outcome: "saved",
    });
  });
});
