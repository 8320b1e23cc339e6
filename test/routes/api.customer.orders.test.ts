import { beforeEach, describe, expect, it } from "vitest";
import { loader as customerLoader } from "#app/routes/api.customer.orders.$id.tsx";
import { loader as adminLoader } from "#app/routes/api.orders.$id.tsx";
import {
  mintCustomerToken,
  type SessionClaims,
} from "#test/sandbox/shopify/session-token.ts";
import { expectParcels, shipParcels } from "./ship-parcels.ts";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const { database, context, running, lines } = useSettings();

const tokenOf = (shop: string, claims: Partial<SessionClaims> = {}) =>
  mintCustomerToken({
    apiKey: "simulated-key",
    apiSecret: "simulated-secret",
    shop,
    claims,
  });
const ask = async (
  loader: typeof customerLoader,
  { id = "1001", numbers = ["1ZAAA"], token = tokenOf(domain), method = "GET" },
) => {
  const query = new URLSearchParams(numbers.map((one) => ["number", one]));
  const answer = await loader({
    request: new Request(
      `https://app.example.com/api/customer/orders/1?${query.toString()}`,
      { method, headers: { authorization: `Bearer ${token}` } },
    ),
    context: context(),
    params: { id },
  });
  const text = await answer.text();
  return { answer, status: answer.status, text };
};
const read = async (asked: Parameters<typeof ask>[1] = {}) => {
  const { answer, status, text } = await ask(customerLoader, asked);
  const { parcels = [], error } = JSON.parse(text) as {
    parcels?: Record<string, unknown>[];
    error?: string;
  };
  return { answer, status, text, parcels, error };
};

beforeEach(async () => {
  const { db } = database;
  await shipParcels(db, domain, [
    { number: "1ZAAA", order: "1001" },
    { number: "1ZBBB", order: "1001", status: "delivered" },
    { number: "1ZCCC", order: "1002" },
  ]);
  await shipParcels(db, otherDomain, [{ number: "1ZOTHER", order: "9001" }]);
});

describe("the block on a customer's order page", () => {
  it.each(["1001", "gid://shopify/Order/1001"])(
    "gets every parcel of the order %s once, for whoever names its numbers",
    async (id) => {
      for (const numbers of [["1z bbb"], ["1ZBBB", "1ZAAA", "NONE"]]) {
        const { status, parcels } = await read({ id, numbers });
        expect(status).toBe(200);
        expect(parcels.map(({ number }) => number).sort()).toEqual([
          "1ZAAA",
          "1ZBBB",
        ]);
      }
      const { parcels } = await read({ id });
      expect(parcels[0]).toMatchObject({
        number: "1ZAAA",
        carrier: "UPS",
        status: "in_transit",
        events: [
          {
            time: "2026-11-22 10:11:12",
            status: "in_transit",
            place: "Leipzig",
          },
        ],
        expected: null,
      });
    },
  );

  it("gets nothing that a carrier wrote about people, and nothing is kept or logged of it", async () => {
    const { answer, text } = await read();
    expect(text).not.toContain("JANE");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(lines.join("\n")).not.toContain("1ZAAA");
  });

  it("gets the days on which a parcel should arrive, by the shop's own parcels", async () => {
    await expectParcels(database.db, domain);
    const { parcels } = await read();
    expect(parcels[0]).toMatchObject({ expected: { parcels: 30 } });
  });

  it.each([
    ["names no number", { numbers: [] }],
    ["names an empty number", { numbers: ["", " "] }],
    ["names another order's number", { numbers: ["1ZCCC"] }],
    ["names another order", { id: "1002" }],
    [
      "names another shop's order and number",
      { id: "9001", numbers: ["1ZOTHER"] },
    ],
    ["names no order", { id: "abc" }],
    ["names an order by SQL", { id: "1001'--" }],
    ["is of another shop", { token: tokenOf(otherDomain) }],
    ["is of a shop that nobody knows", { token: tokenOf("x.myshopify.com") }],
  ])("gets the same answer when it %s", async (_what, asked) => {
    const { status, text } = await read(asked);
    expect(status).toBe(404);
    expect(text).toBe('{"error":"not_found"}');
  });

  it("answers nothing for a shop that uninstalled the app", async () => {
    await database.db.shop.update({
      where: { domain },
      data: { state: "uninstalled" },
    });
    expect((await read()).status).toBe(404);
  });

  it("answers 20 look-ups at once for a customer, and others go on", async () => {
    for (let count = 0; count < 20; count++)
      expect((await read()).status).toBe(200);
    expect(await read()).toMatchObject({ status: 429, error: "limited" });
    const token = tokenOf(domain, { sub: "gid://shopify/Customer/8" });
    expect((await read({ token })).status).toBe(200);
  });

  it("may ask before it sends a token", async () => {
    const { status } = await ask(customerLoader, { method: "OPTIONS" });
    expect(status).toBe(204);
  });
});

describe("a token opens the route that it was made for, and no other:", () => {
  const tokens: Record<string, () => string> = {
    "an admin's": () => running.shopify.sessionToken(domain),
    "a customer's": () => tokenOf(domain),
    "a nameless customer's": () => tokenOf(domain, { sub: undefined }),
    none: () => "",
  };
  it.each([
    ["an admin's", { customer: 401, admin: 200 }],
    ["a customer's", { customer: 200, admin: 401 }],
    ["a nameless customer's", { customer: 200, admin: 401 }],
    ["none", { customer: 401, admin: 401 }],
  ])("%s", async (name, expected) => {
    const token = tokens[name]!();
    const customer = await ask(customerLoader, { token });
    const admin = await ask(adminLoader, { token });
    expect({ customer: customer.status, admin: admin.status }).toEqual(
      expected,
    );
    for (const { answer } of [customer, admin])
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });
});
