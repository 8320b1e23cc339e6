import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { loadFreshSession } from "#app/shopify/load-fresh-session.server.ts";
import { slowMs } from "./start-faulty-proxy.ts";
import { useShopify } from "./use-shopify.ts";

const world = useShopify();
const { running } = world;
const minute = 60_000;

const shops = { count: 0 };
const newDomain = () => `tokens-${shops.count++}.myshopify.com`;

/** How many refreshes held a connection at the same time. Two keys and this class: other locks of the app do not count. */
async function mostLocksUntil(end: Promise<unknown>) {
  let most = 0;
  let isOver = false;
  const ended = end.finally(() => (isOver = true));
  while (!isOver) {
    const { rows } = await world.database.pool.query<{ held: number }>(
      `SELECT count(*)::int AS held FROM pg_locks JOIN pg_database ON pg_database.oid = database
       WHERE locktype = 'advisory' AND datname = current_database() AND classid = 7270 AND objsubid = 2`,
    );
    most = Math.max(most, rows[0]?.held ?? 0);
  }
  await ended;
  return most;
}

it("hands out the stored session while it has six minutes left", async () => {
  const domain = newDomain();
  await world.install(domain);
  await world.expireIn(domain, 7 * minute);
  const before = await world.session(domain);
  const session = await loadFreshSession(running.app, domain);
  expect(session.accessToken).toBe(before?.accessToken);
  expect(running.shopify.journal.refreshes).toEqual([]);
});

it("refreshes once when twenty callers in two processes find the token near its end", async () => {
  const domain = newDomain();
  await world.install(domain);
  await world.expireIn(domain, 5 * minute);
  const before = await world.session(domain);
  const sessions = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      loadFreshSession(index % 2 ? running.app : running.otherApp, domain),
    ),
  );
  expect(running.shopify.journal.refreshes).toEqual([domain]);
  const tokens = new Set(sessions.map(({ accessToken }) => accessToken));
  expect(tokens.size).toBe(1);
  expect(tokens).not.toContain(before?.accessToken);
  const stored = await world.session(domain);
  expect(stored?.accessToken).toBe(sessions[0]?.accessToken);
  expect(stored?.refreshToken).not.toBe(before?.refreshToken);
});

it("does not starve the pool when many shops refresh at once", async () => {
  const domains = Array.from({ length: 24 }, newDomain);
  for (const domain of domains) {
    await world.install(domain);
    await world.expireIn(domain, minute);
  }
  const refreshed = Promise.all(
    domains.map((domain) => loadFreshSession(running.app, domain)),
  );
  const most = await mostLocksUntil(refreshed);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(4);
  expect(running.shopify.journal.refreshes.toSorted()).toEqual(
    domains.toSorted(),
  );
});

it("refreshes a token that Shopify refused, whatever its time, and once for all who saw it refused", async () => {
  const domain = newDomain();
  await world.install(domain);
  const refused = (await world.session(domain))?.accessToken;
  const sessions = await Promise.all(
    Array.from({ length: 10 }, () =>
      loadFreshSession(running.app, domain, { refused }),
    ),
  );
  expect(running.shopify.journal.refreshes).toEqual([domain]);
  for (const session of sessions) expect(session.accessToken).not.toBe(refused);
});

it("asks for the app to be opened when the refresh token is refused, and takes new tokens then", async () => {
  const domain = newDomain();
  const { simulated } = await world.install(domain);
  await world.expireIn(domain, minute);
  simulated.refreshTokens = [];
  const error = await loadFreshSession(running.app, domain).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: "NeedsReopenError", retryable: false });
  expect((await world.shop(domain)).state).toBe("needs_reopen");
  await expect(loadFreshSession(running.app, domain)).rejects.toMatchObject({
    name: "NeedsReopenError",
  });

  const { shop } = await world.open(simulated);
  expect(shop.state).toBe("active");
  await expect(loadFreshSession(running.app, domain)).resolves.toBeDefined();
});

it("keeps the tokens that an opening of the app brought while the old ones were refused", async () => {
  const domain = newDomain();
  const { simulated } = await world.install(domain);
  const old = await world.session(domain);
  await world.expireIn(domain, minute);
  simulated.refreshTokens = [];
  running.proxy.fail("oauth", "slow");
  const refreshing = loadFreshSession(running.app, domain);
  await sleep(slowMs / 2);
  await world.open(simulated);
  const session = await refreshing;
  expect(session.accessToken).not.toBe(old?.accessToken);
  expect((await world.session(domain))?.accessToken).toBe(session.accessToken);
  expect((await world.shop(domain)).state).toBe("active");
});

it.each([
  ["cuts the connection", "cut" as const],
  ["answers a page instead of JSON", { status: 502, body: "<h1>Bad</h1>" }],
  ["is busy", { status: 429, body: "{}" }],
  [
    "does not know the app",
    { status: 401, body: '{"error":"invalid_client"}' },
  ],
])("can be tried again when Shopify %s", async (_, fault) => {
  const domain = newDomain();
  await world.install(domain);
  await world.expireIn(domain, minute);
  running.proxy.fail("oauth", fault);
  await expect(loadFreshSession(running.app, domain)).rejects.toMatchObject({
    name: "ShopifyUnavailableError",
    retryable: true,
  });
  expect((await world.shop(domain)).state).toBe("active");
  await expect(loadFreshSession(running.app, domain)).resolves.toBeDefined();
});

it("gives up on a Shopify that does not answer, and lets the next one try", async () => {
  const domain = newDomain();
  await world.install(domain);
  await world.expireIn(domain, minute);
  running.proxy.fail("oauth", "hang");
  await expect(loadFreshSession(running.app, domain)).rejects.toMatchObject({
    retryable: true,
  });
  await expect(loadFreshSession(running.app, domain)).resolves.toBeDefined();
}, 30_000);

it("has no tokens for a shop that is not there", async () => {
  await expect(
    loadFreshSession(running.app, "nobody.myshopify.com"),
  ).rejects.toMatchObject({ name: "NeedsReopenError" });
});

it("does not bring back the session of a shop that left while its token was refreshed", async () => {
  const domain = newDomain();
  await world.install(domain);
  await world.expireIn(domain, minute);
  running.proxy.fail("oauth", "slow");
  const refreshing = loadFreshSession(running.app, domain);
  void refreshing.catch(() => undefined);
  await sleep(slowMs / 2);
  await world.database.db.session.deleteMany({ where: { shop: domain } });
  await expect(refreshing).rejects.toMatchObject({ name: "NeedsReopenError" });
  expect(await world.session(domain)).toBeUndefined();
});

it("writes no token to the log", async () => {
  const domain = newDomain();
  const { simulated } = await world.install(domain);
  await world.expireIn(domain, minute);
  const tokens = [...simulated.accessTokens, ...simulated.refreshTokens];
  await loadFreshSession(running.app, domain);
  tokens.push(...simulated.accessTokens, ...simulated.refreshTokens);
  expect(world.lines.join("\n")).toContain("token refreshed");
  for (const { token } of tokens)
    expect(world.lines.join("\n")).not.toContain(token);
});
