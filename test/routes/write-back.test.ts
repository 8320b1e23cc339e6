import { beforeEach, describe, expect, it } from "vitest";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const settings = useSettings();
const { database, load, submit } = settings;

// The first page load of a shop installs it.
beforeEach(async () => {
  await load(domain);
});

const save = (changes: Record<string, unknown>) =>
  submit({ intent: "save", changes: JSON.stringify(changes) });

async function planPublication(shopId: string) {
  const at = new Date();
  await database.db.fulfillment.create({
    data: {
      shopId,
      gid: `gid://shopify/Fulfillment/${shopId}`,
      orderGid: "gid://shopify/Order/1",
      orderName: "#1001",
      name: "#1001.1",
      shopifyStatus: "success",
      shopifyCreatedAt: at,
      shopifyUpdatedAt: at,
      publications: {
        create: {
          shopId,
          version: 1,
          status: "in_transit",
          event: "IN_TRANSIT",
          message: "",
          happenedAt: at,
        },
      },
    },
  });
}

describe("writing back to orders", () => {
  const switchTo = (writeBack: unknown) => save({ writeBack });
  const details = async () => {
    const { id: shopId } = await settings.shop();
    const rows = await database.db.auditEntry.findMany({
      where: { shopId },
      orderBy: { createdAt: "asc" },
    });
    return rows.map(({ action, detail }) => ({ action, detail }));
  };

  it("is off until the merchant switches it on, and needs Shopify's permission", async () => {
    expect(await load()).toMatchObject({
      settings: { writeBack: false },
      mayWriteBack: false,
    });
    expect(await switchTo(true)).toEqual({ outcome: "saved", check: null });
    await database.db.shop.updateMany({
      data: { grantedScopes: "read_orders,write_fulfillments" },
    });
    expect(await load()).toMatchObject({
      settings: { writeBack: true },
      mayWriteBack: true,
    });
  });

  it("is noted once for each change", async () => {
    await switchTo(true);
    await switchTo(true);
    await switchTo(false);
    expect(await details()).toEqual([
      {
        action: "write_back_on",
        detail: { setting: "writeBack", from: false, to: true },
      },
      {
        action: "write_back_off",
        detail: { setting: "writeBack", from: true, to: false },
      },
    ]);
  });

  it("drops what is planned when it is switched off, of this shop only", async () => {
    await load(otherDomain);
    await database.db.shop.updateMany({ data: { writeBack: true } });
    for (const domainOf of [domain, otherDomain])
      await planPublication((await settings.shop(domainOf)).id);
    await switchTo(false);
    const { id } = await settings.shop();
    const rows = await database.db.publication.findMany();
    expect(
      rows.map(({ shopId, state, reason }) => [shopId === id, state, reason]),
    ).toEqual(
      expect.arrayContaining([
        [true, "skipped", "switched_off"],
        [false, "planned", null],
      ]),
    );
    expect(await load(otherDomain)).toMatchObject({
      settings: { writeBack: true },
    });
  });

  it("stays as it is when the form does not speak of it", async () => {
    await switchTo(true);
    await save({});
    expect(await load()).toMatchObject({ settings: { writeBack: true } });
  });

  it("refuses a switch that is neither on nor off", async () => {
    expect(await switchTo("maybe")).toEqual({
      outcome: "invalid",
      errors: {},
      settings: { writeBack: "invalid" },
    });
    expect(await load()).toMatchObject({ settings: { writeBack: false } });
  });
});
