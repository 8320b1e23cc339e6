import { beforeEach, describe, expect, it } from "vitest";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const settings = useSettings();
const { database, load, submit } = settings;

// The first page load of a shop installs it.
beforeEach(async () => {
  await load(domain);
});

const save = (fields: Record<string, string>) =>
  submit({
    intent: "save",
    automaticRegistration: "true",
    apiKey: "",
    apiSecret: "",
    ...fields,
  });

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
  const switchTo = (writeBack: string) => save({ writeBack });
  const actions = async () => {
    const { id: shopId } = await settings.shop();
    const rows = await database.db.auditEntry.findMany({ where: { shopId } });
    return rows.map(({ action }) => action);
  };

  it("is off until the merchant switches it on, and needs Shopify's permission", async () => {
    expect(await load()).toMatchObject({
      writeBack: false,
      mayWriteBack: false,
    });
    expect(await switchTo("true")).toEqual({ outcome: "saved", check: null });
    await database.db.shop.updateMany({
      data: { grantedScopes: "read_orders,write_fulfillments" },
    });
    expect(await load()).toMatchObject({ writeBack: true, mayWriteBack: true });
  });

  it("is noted once for each change", async () => {
    await switchTo("true");
    await switchTo("true");
    await switchTo("false");
    expect(await actions()).toEqual(["write_back_on", "write_back_off"]);
  });

  it("drops what is planned when it is switched off, of this shop only", async () => {
    await load(otherDomain);
    await database.db.shop.updateMany({ data: { writeBack: true } });
    for (const domainOf of [domain, otherDomain])
      await planPublication((await settings.shop(domainOf)).id);
    await switchTo("false");
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
    expect(await load(otherDomain)).toMatchObject({ writeBack: true });
  });

  it("stays as it is when the form does not speak of it", async () => {
    await switchTo("true");
    await save({});
    expect(await load()).toMatchObject({ writeBack: true });
  });

  it("answers 400 to a switch that is neither on nor off", async () => {
    await expect(switchTo("maybe")).rejects.toMatchObject({ status: 400 });
    expect(await load()).toMatchObject({ writeBack: false });
  });
});
