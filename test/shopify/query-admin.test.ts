import { describe, expect, it } from "vitest";
import { z } from "zod";
import { queryAdmin } from "#app/shopify/query-admin.server.ts";
import { useShopify } from "./use-shopify.ts";

const world = useShopify();
const { running } = world;

const asked = {
  document: "query Zone { shop { ianaTimezone } }",
  schema: z.object({ shop: z.object({ ianaTimezone: z.string() }) }),
};
const answer = { shop: { ianaTimezone: "America/Toronto" } };

const shops = { count: 0 };
const newDomain = () => `queries-${shops.count++}.myshopify.com`;
const query = (domain: string) => queryAdmin(running.app, domain, asked);

it("answers what Shopify said, parsed", async () => {
  const domain = newDomain();
  await world.install(domain);
  expect(await query(domain)).toEqual(answer);
});

it("refreshes once and asks again when the token is refused", async () => {
  const domain = newDomain();
  const { simulated } = await world.install(domain);
  simulated.accessTokens = [];
  expect(await query(domain)).toEqual(answer);
  expect(running.shopify.journal.refreshes).toEqual([domain]);
});

it("can be tried again when the new token is refused too: the shop stays as it is", async () => {
  const domain = newDomain();
  await world.install(domain);
  const refusal = { status: 401, body: '{"errors":"no"}' };
  running.proxy.fail("graphql", refusal);
  running.proxy.fail("graphql", refusal);
  await expect(query(domain)).rejects.toMatchObject({
    name: "ShopifyUnavailableError",
    retryable: true,
  });
  expect((await world.shop(domain)).state).toBe("active");
  expect(await query(domain)).toEqual(answer);
});

it("says when to come back when the shop's points are used up", async () => {
  const domain = newDomain();
  await world.install(domain);
  running.proxy.fail("graphql", {
    status: 200,
    body: JSON.stringify({
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: {
        cost: {
          requestedQueryCost: 300,
          throttleStatus: {
            maximumAvailable: 2_000,
            currentlyAvailable: 50,
            restoreRate: 100,
          },
        },
      },
    }),
  });
  await expect(query(domain)).rejects.toMatchObject({
    retryable: true,
    retryAfterMs: 2_500,
  });
});

it.each([
  ["is busy", { status: 429, body: "{}", headers: { "retry-after": "3" } }],
  ["is broken", { status: 503, body: "<h1>No</h1>" }],
  ["answers half", { status: 200, body: '{"data":{"shop"' }],
  ["answers a page", { status: 200, body: "<p>", headers: html() }],
  ["answers nothing", { status: 200, body: "{}" }],
  ["ends the connection", "cut" as const],
  [
    "fails inside",
    graphqlError("INTERNAL_SERVER_ERROR", "planted-personal-text"),
  ],
])("can be tried again when Shopify %s", async (_, fault) => {
  const domain = newDomain();
  await world.install(domain);
  running.proxy.fail("graphql", fault);
  await expect(query(domain)).rejects.toMatchObject({
    name: "ShopifyUnavailableError",
    retryable: true,
  });
  expect(await query(domain)).toEqual(answer);
});

it.each([
  ["a scope is missing", graphqlError("ACCESS_DENIED", "planted text")],
  ["the shop is frozen", { status: 402, body: '{"errors":"planted text"}' }],
  ["the query is wrong", graphqlError("undefinedField", "planted text")],
  ["its code is none", graphqlError("no planted-secret-7f3a", "planted text")],
])("is not tried again when %s", async (_, fault) => {
  const domain = newDomain();
  await world.install(domain);
  running.proxy.fail("graphql", fault);
  const error: unknown = await query(domain).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    name: "ShopifyRefusedError",
    retryable: false,
  });
  expect(String(error)).not.toContain("planted");
});

describe("who waits no longer than a moment", () => {
  const waiting = (domain: string) =>
    queryAdmin(running.app, domain, {
      ...asked,
      signal: AbortSignal.timeout(300),
    });
  const expectLate = async (domain: string) => {
    const begunAt = Date.now();
    await expect(waiting(domain)).rejects.toMatchObject({
      name: "ShopifyUnavailableError",
      retryable: true,
    });
    expect(Date.now() - begunAt).toBeLessThan(3_000);
  };

  it("is answered where Shopify is quick", async () => {
    const domain = newDomain();
    await world.install(domain);
    expect(await waiting(domain)).toEqual(answer);
  });

  it.each(["graphql", "oauth"] as const)(
    "is told so where Shopify's %s hangs",
    async (path) => {
      const domain = newDomain();
      await world.install(domain);
      await world.expireIn(domain, 60_000);
      running.proxy.fail(path, "hang");
      await expectLate(domain);
    },
  );

  it("is told so where the new token hangs that a refused one needs", async () => {
    const domain = newDomain();
    const { simulated } = await world.install(domain);
    simulated.accessTokens = [];
    running.proxy.fail("oauth", "hang");
    await expectLate(domain);
  });
});

function html() {
  return { "content-type": "text/html" };
}

function graphqlError(code: string, message: string) {
  const body = { errors: [{ message, extensions: { code } }] };
  return { status: 200, body: JSON.stringify(body) };
}
