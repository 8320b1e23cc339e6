import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  readAdminToken,
  readCustomerToken,
} from "#app/shopify/read-session-token.server.ts";
import { mintSessionToken } from "#test/sandbox/shopify/session-token.ts";
import { useShopify } from "./use-shopify.ts";

const { running, lines } = useShopify();
const shop = "one.myshopify.com";
const known = { apiKey: "simulated-key", apiSecret: "simulated-secret", shop };

const admin = (changes: Partial<Parameters<typeof mintSessionToken>[0]> = {}) =>
  mintSessionToken({ ...known, ...changes });
const customer = (claims: Record<string, unknown> = {}) =>
  admin({
    claims: {
      iss: undefined,
      dest: shop,
      sub: "gid://shopify/Customer/7",
      ...claims,
    },
  });
const withoutSignature = () => {
  const [, body] = admin().split(".");
  const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString(
    "base64url",
  );
  return `${header}.${body}.`;
};
const tampered = () => {
  const [header, , mac] = admin().split(".");
  const [, body] = admin({ shop: "two.myshopify.com" }).split(".");
  return `${header}.${body}.${mac}`;
};
const hs512 = () => {
  const [, body] = admin().split(".");
  const header = Buffer.from('{"alg":"HS512","typ":"JWT"}').toString(
    "base64url",
  );
  const mac = createHmac("sha512", known.apiSecret)
    .update(`${header}.${body}`)
    .digest("base64url");
  return `${header}.${body}.${mac}`;
};

const refused: [string, () => string][] = [
  ["none", () => ""],
  ["one that is no token", () => "abc"],
  ["an expired one", () => admin({ expiresInSeconds: -60 })],
  ["another app's", () => admin({ apiKey: "other-key" })],
  ["one signed with another secret", () => admin({ apiSecret: "other" })],
  ["one without a signature", withoutSignature],
  ["one whose body was exchanged", tampered],
  ["one of another algorithm", hs512],
  ["one for no shop", () => admin({ shop: "evil.example.com" })],
  [
    "one not valid yet",
    () => admin({ claims: { nbf: Date.now() / 1_000 + 90 } }),
  ],
  ["one that is far too long", () => `${admin()}${"a".repeat(5_000)}`],
];

const bearing = (token: string) =>
  new Request("https://app.example.com/api/orders/1", {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
const readers = { admin: readAdminToken, customer: readCustomerToken };
const read = (route: keyof typeof readers, token: string) =>
  readers[route](running.app, bearing(token));

describe("a session token", () => {
  it("of the admin names the shop and the staff member", async () => {
    expect(await read("admin", admin())).toEqual({ shop, subject: "4200" });
  });

  it("of a customer names the shop, and the customer where that is allowed", async () => {
    expect(await read("customer", customer())).toEqual({
      shop,
      subject: "gid://shopify/Customer/7",
    });
    expect(await read("customer", customer({ sub: undefined }))).toEqual({
      shop,
      subject: null,
    });
  });

  it.each([
    ["admin", "a customer's", customer],
    ["customer", "an admin's", admin],
    [
      "admin",
      "one that another shop's admin issued",
      () => admin({ claims: { iss: "https://two.myshopify.com/admin" } }),
    ],
    [
      "customer",
      "one that an admin issued for the shop",
      () => customer({ iss: `https://${shop}/admin` }),
    ],
    ...refused.map(([what, token]) => ["admin", what, token] as const),
    ...refused.map(([what, token]) => ["customer", what, token] as const),
  ] as [keyof typeof readers, string, () => string][])(
    "is refused on the %s's route when it is %s",
    async (route, _what, token) => {
      await expect(read(route, token())).rejects.toMatchObject({ status: 401 });
      expect(lines.join()).not.toContain("eyJ");
    },
  );
});
