import { expect, it, vi } from "vitest";
import type { App } from "#app/app-context.ts";
import { installShop } from "#app/features/onboarding/install-shop.server.ts";
import { syncShop } from "#app/features/onboarding/sync-shop.server.ts";
import { uninstallShop } from "#app/features/onboarding/uninstall-shop.server.ts";
import { updateScopes } from "#app/features/onboarding/update-scopes.server.ts";
import { useShopify } from "#test/shopify/use-shopify.ts";

const world = useShopify();
const { running } = world;
const at = (hour: number) =>
  new Date(Date.UTC(2026, 10, 23) + hour * 3_600_000);
const domain = "one.myshopify.com";

const install = (hour: number, scopes = "read_orders", app?: App) => {
  const { db, queue } = app ?? running.app;
  return db.$transaction(async (tx) => {
    const openedAt = at(hour);
    const made = await installShop(tx, queue, { domain, scopes, openedAt });
    return made ?? expect.fail("it left");
  });
};
const uninstall = (triggered: number | null, now = 23) =>
  running.app.db.$transaction((tx) =>
    uninstallShop(tx, {
      domain,
      triggeredAt: triggered === null ? null : at(triggered),
      now: at(now),
    }),
  );
const shop = () => world.shop(domain);
const jobsNamed = async (name: string) => {
  const { rows } = await world.database.pool.query(
    "SELECT data FROM pgboss.job WHERE name = $1",
    [name],
  );
  return rows as { data: { shopId: string } }[];
};
const syncJobs = () => jobsNamed("sync-shop");

it("creates the shop with its defaults and has its profile read", async () => {
  const { id } = await install(1);
  expect(await shop()).toMatchObject({
    state: "active",
    installedAt: at(1),
    uninstalledAt: null,
    automaticRegistration: true,
    grantedScopes: "read_orders",
  });
  expect(await syncJobs()).toEqual([{ data: { shopId: id } }]);
});

it("changes no date when the app is merely opened again", async () => {
  await install(1);
  await install(5, "read_orders,read_fulfillments");
  expect(await shop()).toMatchObject({
    installedAt: at(1),
    grantedScopes: "read_orders,read_fulfillments",
  });
});

it("restores a shop that comes back, with its settings", async () => {
  await install(1);
  const { id } = await shop();
  await world.database.db.shop.update({
    where: { id },
    data: { automaticRegistration: false, timeZone: "Asia/Tokyo" },
  });
  expect(await uninstall(2)).toBe(true);
  expect(await shop()).toMatchObject({ state: "uninstalled" });
  await install(3);
  expect(await shop()).toMatchObject({
    id,
    state: "active",
    installedAt: at(3),
    uninstalledAt: null,
    automaticRegistration: false,
    timeZone: "Asia/Tokyo",
  });
});

it("takes a shop that comes back within minutes for installed since it left", async () => {
  await install(1);
  await uninstall(2);
  await install(2.1);
  expect(await shop()).toMatchObject({
    state: "active",
    installedAt: at(2),
    openedAt: at(2.1),
  });
  // Told once more.
  expect(await uninstall(2)).toBe(false);
});

it("has the parcels of a shop that came back taken up, though a job of its first opening still waits", async () => {
  const { id: shopId } = await install(1);
  await uninstall(2);
  await install(3);
  await install(4);
  expect(await syncJobs()).toEqual([{ data: { shopId } }]);
  const since = at(3).toISOString();
  expect(await jobsNamed("resume-shop")).toEqual([{ data: { shopId, since } }]);
});

it("makes a new shop where the old one's domain is taken away while it waits", async () => {
  const { id } = await install(1);
  const forgetting = await world.database.pool.connect();
  await forgetting.query("BEGIN");
  await forgetting.query("SELECT FROM shop WHERE id = $1 FOR UPDATE", [id]);
  await forgetting.query("UPDATE shop SET domain = 'gone' WHERE id = $1", [id]);
  const installing = install(2);
  await vi.waitFor(async () => {
    const { rows } = await world.database.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    expect(rows).toHaveLength(1);
  }, 10_000);
  await forgetting.query("COMMIT");
  forgetting.release();
  const made = await installing;
  expect(made.id).not.toBe(id);
  expect(await shop()).toMatchObject({ id: made.id, installedAt: at(2) });
});

it("makes one shop when ten processes install it at once", async () => {
  const made = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      install(1, "read_orders", index % 2 ? running.app : running.otherApp),
    ),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(await syncJobs()).toHaveLength(1);
});

it("forgets the sessions of the shop that left, and of no other", async () => {
  const { simulated } = await world.install("leaver.myshopify.com");
  await world.install("stayer.myshopify.com");
  await running.app.db.$transaction((tx) =>
    uninstallShop(tx, {
      domain: simulated.domain,
      triggeredAt: new Date(),
      now: new Date(),
    }),
  );
  expect(await world.session("leaver.myshopify.com")).toBeUndefined();
  expect(await world.session("stayer.myshopify.com")).toBeDefined();
  expect((await world.shop("stayer.myshopify.com")).state).toBe("active");
});

it("ignores a late uninstall of an earlier installation", async () => {
  await install(1);
  await uninstall(2);
  await install(5);
  expect(await uninstall(2)).toBe(false);
  expect(await shop()).toMatchObject({ state: "active", installedAt: at(5) });
});

it("ignores one that comes after the shop is back, and before anybody learned that it had left", async () => {
  await install(1);
  await install(5);
  expect(await uninstall(2)).toBe(false);
  expect(await shop()).toMatchObject({ state: "active", installedAt: at(1) });
  expect(await uninstall(6)).toBe(true);
});

it("stays away where it left after it was opened", async () => {
  await install(1);
  await uninstall(3);
  await expect(install(3)).rejects.toThrow("it left");
  await expect(install(2)).rejects.toThrow("it left");
  expect(await shop()).toMatchObject({
    state: "uninstalled",
    installedAt: at(1),
    uninstalledAt: at(3),
  });
});

it("takes an uninstall without a time at its word, and one of an unknown shop calmly", async () => {
  expect(await uninstall(null)).toBe(false);
  await install(1);
  expect(await uninstall(null)).toBe(true);
  expect((await shop()).uninstalledAt).toEqual(at(23));
});

it("knows the scopes that the merchant granted, unless the news is of an earlier installation", async () => {
  await install(3);
  const update = (scopes: string[], triggered: number) =>
    running.app.db.$transaction((tx) =>
      updateScopes(tx, { domain, scopes, triggeredAt: at(triggered) }),
    );
  expect(await update(["read_orders", "write_fulfillments"], 4)).toBe(
    "recorded",
  );
  expect((await shop()).grantedScopes).toBe("read_orders,write_fulfillments");
  expect(await update([], 2)).toBe("of_earlier_installation");
  expect((await shop()).grantedScopes).toBe("read_orders,write_fulfillments");
});

it("knows the scopes of the newest news, in whatever order they come", async () => {
  await install(1);
  const store = (triggered: number, shopDomain = domain) =>
    world.database.db.webhookDelivery.create({
      data: {
        ...{ shopDomain, topic: "app/scopes_update", webhookId: "" },
        dedupeKey: Buffer.from([triggered, shopDomain.length]),
        body: Buffer.from("{}"),
        triggeredAt: at(triggered),
        receivedAt: at(10),
      },
    });
  const update = (scopes: string[], triggered: number) =>
    running.app.db.$transaction((tx) =>
      updateScopes(tx, { domain, scopes, triggeredAt: at(triggered) }),
    );
  for (const hour of [3, 4, 5]) await store(hour);
  await store(9, "another.myshopify.com");
  expect(await update(["read_orders", "write_fulfillments"], 5)).toBe(
    "recorded",
  );
  expect(await update(["read_orders"], 4)).toBe("overtaken");
  // Overtaken by what waits to be carried out, too.
  expect(await update([], 3)).toBe("overtaken");
  expect((await shop()).grantedScopes).toBe("read_orders,write_fulfillments");
  // Carried out again.
  expect(await update(["read_orders"], 5)).toBe("recorded");
  expect((await shop()).grantedScopes).toBe("read_orders");
});

it("reads time zone and scopes from Shopify", async () => {
  const { shop } = await world.install("synced.myshopify.com");
  await syncShop(running.app, shop.id);
  expect(await world.shop(shop.domain)).toMatchObject({
    timeZone: "America/Toronto",
    grantedScopes: "read_fulfillments,read_orders",
  });
});

it("keeps no scope that could not be told apart in the list, or not be stored", async () => {
  const { shop } = await world.install("odd.myshopify.com");
  const told = ["read_orders", "read,products", "read_fulfillments\ud800"];
  const data = {
    shop: { ianaTimezone: "UTC" },
    currentAppInstallation: {
      accessScopes: told.map((handle) => ({ handle })),
    },
  };
  running.proxy.fail("graphql", {
    status: 200,
    body: JSON.stringify({ data }),
    headers: { "content-type": "application/json" },
  });
  await syncShop(running.app, shop.id);
  expect((await world.shop(shop.domain)).grantedScopes).toBe("read_orders");
});

it("falls back to UTC for a time zone that this Node does not know", async () => {
  const { simulated, shop } = await world.install("mars.myshopify.com");
  simulated.timeZone = "Mars/Olympus";
  await syncShop(running.app, shop.id);
  expect((await world.shop(shop.domain)).timeZone).toBe("UTC");
});

it("asks Shopify nothing about a shop that left or waits to be opened", async () => {
  const { shop } = await world.install("gone.myshopify.com");
  for (const state of ["uninstalled", "needs_reopen"] as const) {
    await world.database.db.shop.update({
      where: { id: shop.id },
      data: { state },
    });
    await syncShop(running.app, shop.id);
  }
  expect(running.shopify.journal.queries).toEqual([]);
});
