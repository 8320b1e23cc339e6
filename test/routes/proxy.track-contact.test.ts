import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { storefrontTexts } from "#app/features/storefront/storefront-texts.ts";
import { loader as appLoader } from "#app/routes/app.tsx";
import { loader } from "#app/routes/proxy.track.tsx";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { shipParcels } from "./ship-parcels.ts";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const { database, context, request, running, lines, load } = useSettings();
const texts = storefrontTexts.en!;
const email = "jo.planted@example.com";
const postcode = "K1A 0B1";

// "#1001" and "#1002" of the shop, "#1003" of the other.
beforeAll(() => {
  const { shopify } = running;
  const [shop, other] = [domain, otherDomain].map((name) =>
    shopify.createShop(name),
  );
  const buyer = { email, postcode, customerId: "7" };
  shopify.createOrder(shop!, { id: "1001", ...buyer });
  shopify.createOrder(shop!, { id: "1002", email: "al@example.com" });
  shopify.createOrder(other!, { id: "1003", ...buyer });
});
beforeEach(async () => {
  running.shopify.setContactAccess("given");
  for (const shop of [domain, otherDomain])
    await appLoader({
      request: request("/app", shop),
      context: context(),
      params: {},
    });
  await shipParcels(database.db, domain, [
    { number: "1ZAAA", order: "1001" },
    { number: "1ZBBB", order: "1001", status: "delivered" },
    { number: "1ZCCC", order: "1002" },
  ]);
  await shipParcels(database.db, otherDomain, [
    { number: "1ZOTHER", order: "1003" },
  ]);
  await allow(true);
});

const allow = (contactLookUp: boolean) =>
  database.db.shop.updateMany({ data: { contactLookUp } });
const lookUp = async (fields: Record<string, string>) => {
  const query = signProxyQuery(
    { shop: domain, part: "1", ...fields },
    "simulated-secret",
  );
  const answer = await loader({
    request: new Request(
      `https://app.example.com/proxy/track?${query.toString()}`,
    ),
    context: context(),
    params: {},
  });
  return answer.text();
};
const queries = () =>
  running.shopify.journal.queries.map(({ operation }) => operation);
const asked = (operation: string) =>
  queries().filter((one) => one === operation).length;

describe("an order's buyer", () => {
  it.each([email, "JO.PLANTED@example.com", "k1a0b1", postcode])(
    "finds its parcels by the order number and %s",
    async (contact) => {
      const text = await lookUp({ o: "#1001", n: contact });
      expect(text).toContain("1ZAAA");
      expect(text).toContain("1ZBBB");
      expect(text).not.toContain("1ZCCC");
      expect(text).not.toContain("planted");
    },
  );

  it("still finds them by a tracking number, without a question to Shopify", async () => {
    const before = asked("OrderContacts");
    expect(await lookUp({ o: "#1001", n: "1ZAAA" })).toContain("1ZAAA");
    expect(asked("OrderContacts")).toBe(before);
  });

  it.each([
    ["another order's email", { o: "#1001", n: "al@example.com" }],
    ["an order that nobody has", { o: "#9999", n: email }],
    ["another shop's order", { o: "#1003", n: email }],
    ["a postcode that is not the buyer's", { o: "#1001", n: "K1A 0B2" }],
  ])("gets one answer for the same work for %s", async (_what, fields) => {
    const before = asked("OrderContacts");
    const text = await lookUp(fields);
    expect(text).toContain(texts.notFoundByContact);
    expect(asked("OrderContacts")).toBe(before + 1);
  });

  it.each(["Doe", "12", "1Z' OR 1=1", "*", "a@b"])(
    "is not asked about with what can be no contact: %s",
    async (contact) => {
      const before = asked("OrderContacts");
      await lookUp({ o: "#1001", n: contact });
      expect(asked("OrderContacts")).toBe(before);
    },
  );

  it.each(["1001' OR name:*", 'x" name:1001', "a:b", "1001 AND x"])(
    "is not searched for by an order number that is none: %s",
    async (order) => {
      const before = asked("OrderContacts");
      expect(await lookUp({ o: order, n: email })).not.toContain("1ZAAA");
      // "1001 AND x" is one word without its blanks.
      expect(asked("OrderContacts")).toBe(
        before + (order === "1001 AND x" ? 1 : 0),
      );
    },
  );

  it("is nobody's to guess: ten tries at an order, whoever asks", async () => {
    for (let count = 0; count < 10; count++)
      expect(await lookUp({ o: "#1002", n: `K1A 0B${count}` })).toContain(
        texts.notFoundByContact,
      );
    expect(await lookUp({ o: "#1002", n: "al@example.com" })).toContain(
      texts.limited,
    );
    expect(await lookUp({ o: "#1001", n: email })).toContain("1ZAAA");
  });

  it("is found by a tracking number only, where the shop says so", async () => {
    await allow(false);
    const before = asked("OrderContacts");
    const text = await lookUp({ o: "#1001", n: email });
    expect(text).toContain(texts.notFound);
    expect(asked("OrderContacts")).toBe(before);
  });

  it.each(["redacted", "refused"] as const)(
    "is found by a tracking number only, where contacts are %s, and the merchant is told",
    async (access) => {
      running.shopify.setContactAccess(access);
      for (const order of ["#1001", "#1002", "#1001"])
        expect(await lookUp({ o: order, n: email })).toContain(
          texts.notFoundByContact,
        );
      expect((await load()).contactsWithheld).toBe(true);
      running.shopify.setContactAccess("given");
      expect(await lookUp({ o: "#1001", n: email })).toContain("1ZAAA");
      expect((await load()).contactsWithheld).toBe(false);
    },
  );

  it("is told to come again where Shopify does not answer", async () => {
    running.shopify.failAdmin(9, "error500", "OrderContacts");
    expect(await lookUp({ o: "#1001", n: email })).toContain(texts.unavailable);
    running.shopify.clearAdminFaults();
  });

  it("is neither kept nor logged", async () => {
    await lookUp({ o: "#1001", n: email });
    await lookUp({ o: "#1001", n: "wrong.planted@example.com" });
    expect(lines.join("\n")).not.toMatch(/planted|K1A/);
    const { rows } = await database.pool.query("SELECT key FROM look_up_slot");
    expect(JSON.stringify(rows)).not.toMatch(/planted|K1A|1001/);
  });

  it("whom the shop's limit refuses leaves no row of an order, and has its tries left", async () => {
    const key = `contact ${domain}`;
    await database.db.lookUpSlot.create({
      data: { key, nextAt: new Date(Date.now() + 3_600_000) },
    });
    for (const order of [...Array<string>(11).fill("#1001"), "#MADE-UP"])
      expect(await lookUp({ o: order, n: email })).toContain(texts.limited);
    // The shop's look-ups, the visitor's, and the limit that is used up.
    expect(await database.db.lookUpSlot.count()).toBe(3);
    await database.db.lookUpSlot.delete({ where: { key } });
    expect(await lookUp({ o: "#1001", n: email })).toContain("1ZAAA");
  });

  it("who has used an order's tries up costs the shop none of its own", async () => {
    const ahead = async () =>
      (
        await database.db.lookUpSlot.findUniqueOrThrow({
          where: { key: `contact ${domain}` },
        })
      ).nextAt.getTime();
    for (let count = 0; count < 10; count++)
      await lookUp({ o: "#1002", n: `K1A 0B${count}` });
    const before = await ahead();
    for (let count = 0; count < 5; count++)
      expect(await lookUp({ o: "#1002", n: email })).toContain(texts.limited);
    expect(await ahead()).toBe(before);
  });
});

describe("who is signed in to the storefront", () => {
  const mine = { mine: "1", logged_in_customer_id: "7" };

  it("sees the parcels of all their orders, and of nobody else's", async () => {
    await allow(false);
    const text = await lookUp(mine);
    expect(text).toContain("1ZAAA");
    expect(text).toContain("1ZBBB");
    expect(text).not.toMatch(/1ZCCC|1ZOTHER/);
  });

  it.each([
    ["another customer", { mine: "1", logged_in_customer_id: "8" }],
    ["nobody", { mine: "1", logged_in_customer_id: "" }],
    ["what is no id", { mine: "1", logged_in_customer_id: "7 OR 1" }],
  ])("sees no parcel as %s", async (_who, fields) => {
    expect(await lookUp(fields)).toContain(texts.noneOwn);
  });

  it("is told to come again where Shopify does not answer", async () => {
    running.shopify.failAdmin(9, "error500", "CustomerOrders");
    expect(await lookUp(mine)).toContain(texts.unavailable);
    running.shopify.clearAdminFaults();
  });
});
