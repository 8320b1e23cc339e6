import fc from "fast-check";
import { expect } from "vitest";
import {
  readAdminToken,
  readCustomerToken,
} from "#app/shopify/read-session-token.server.ts";
import { refuseOtherIssuers } from "#app/shopify/refuse-other-issuers.server.ts";
import { verifyAppProxy } from "#app/shopify/verify-app-proxy.server.ts";
import {
  mintCustomerToken,
  mintSessionToken,
} from "#test/sandbox/shopify/session-token.ts";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { border, type Border } from "../border.ts";
import { mutated, mutatedFields, mutatedText, searchOf } from "../mutate.ts";
import { secrets, type World } from "../world.ts";

const shop = "one.myshopify.com";
const claims = {
  iss: `https://${shop}/admin`,
  dest: `https://${shop}`,
  aud: secrets.apiKey,
  sub: "4200",
};

// Signed as Shopify signs, with claims that it does not make; or cut and bent after it was signed.
const adminToken = fc.oneof(
  mutated(claims).map((given) =>
    mintSessionToken({ ...secrets, shop, claims: given as object }),
  ),
  mutatedText(mintSessionToken({ ...secrets, shop })),
);
const customerToken = fc.oneof(
  mutated({
    dest: shop,
    aud: secrets.apiKey,
    sub: "gid://shopify/Customer/7",
  }).map((given) =>
    mintCustomerToken({ ...secrets, shop, claims: given as object }),
  ),
  mutatedText(mintCustomerToken({ ...secrets, shop })),
);

// A header carries Latin-1 only.
const requestWith = (token: string) =>
  new Request("https://app.example.com/api/orders/1", {
    headers: {
      authorization: `Bearer ${token}`.replace(/[^\x20-\x7e]/g, "~").trim(),
    },
  });

async function refusedOr<T>(reading: () => Promise<T>): Promise<T | undefined> {
  try {
    return await reading();
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    expect(thrown.status).toBe(401);
    return undefined;
  }
}

/** What tells who asks, as Shopify's library reads it in a running app. */
export const sessionTokenBorders = (world: World): Border[] => [
  border(
    "app/shopify/read-session-token.server.ts#readAdminToken",
    adminToken,
    async (token) => {
      const holder = await refusedOr(() =>
        readAdminToken(world(), requestWith(token)),
      );
      if (!holder) return;
      expect(holder.shop).toMatch(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i);
      expect(holder.subject).toBeTruthy();
    },
    2,
  ),
  border(
    [
      "app/shopify/read-session-token.server.ts#readCustomerToken",
      "app/shopify/read-session-token.server.ts",
    ],
    fc.oneof(
      { weight: 3, arbitrary: customerToken },
      { weight: 1, arbitrary: adminToken },
    ),
    async (token) => {
      const holder = await refusedOr(() =>
        readCustomerToken(world(), requestWith(token)),
      );
      if (holder)
        expect(holder.shop).toMatch(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i);
    },
    2,
  ),
  border(
    "app/shopify/refuse-other-issuers.server.ts",
    fc.oneof(adminToken, customerToken),
    async (token) => {
      const request = requestWith(token);
      await refusedOr(async () => refuseOtherIssuers(world(), request));
    },
    2,
  ),
  border(
    "app/shopify/verify-app-proxy.server.ts#verifyAppProxy",
    fc.oneof(
      mutatedFields({ o: "#1", n: "2", path_prefix: "/apps/track" }).map(
        (fields) =>
          signProxyQuery(
            { ...Object.fromEntries(fields), shop },
            secrets.apiSecret,
          ),
      ),
      mutatedFields(
        Object.fromEntries(signProxyQuery({ shop, o: "1" }, secrets.apiSecret)),
      ).map(searchOf),
    ),
    async (query) => {
      const url = `https://app.example.com/proxy/track?${query.toString()}`;
      const verified = await verifyAppProxy(world(), new Request(url));
      if (verified !== undefined) expect(verified).toBe(query.get("shop"));
    },
    2,
  ),
];
