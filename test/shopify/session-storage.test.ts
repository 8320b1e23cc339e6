import { Session } from "@shopify/shopify-api";
import { beforeEach, expect, it } from "vitest";
import { createSealer } from "#app/platform/sealing.server.ts";
import { createSessionStorage } from "#app/shopify/session-storage.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const sealer = createSealer({ current: "a secret of 32 bytes at least, one" });
const hour = 3_600_000;

const logged: unknown[] = [];
beforeEach(() => {
  logged.length = 0;
});

const storage = (withSealer = sealer) =>
  createSessionStorage({
    db: database.db,
    sealer: withSealer,
    logger: { error: (...given: unknown[]) => void logged.push(given) },
  });

const sessionWith = (tag: string, expires: Date | undefined, shop = "one") =>
  new Session({
    id: `offline_${shop}.myshopify.com`,
    shop: `${shop}.myshopify.com`,
    state: "",
    isOnline: false,
    scope: "read_orders",
    accessToken: `planted-access-${tag}`,
    refreshToken: `planted-refresh-${tag}`,
    ...(expires && { expires }),
    refreshTokenExpires: new Date("2027-02-01T00:00:00Z"),
  });
const at = (hours: number) => new Date(Date.UTC(2026, 10, 23) + hours * hour);
const id = "offline_one.myshopify.com";

it("gives back what was stored", async () => {
  const session = sessionWith("a", at(1));
  await storage().storeSession(session);
  const loaded = await storage().loadSession(id);
  expect(loaded?.toObject()).toEqual(session.toObject());
  const [found] = await storage().findSessionsByShop("one.myshopify.com");
  expect(found?.toObject()).toEqual(session.toObject());
});

it("leaves no token readable in any table", async () => {
  await storage().storeSession(sessionWith("a", at(1)));
  const tables = await database.pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables.rows) {
    const rows = await database.pool.query(`SELECT to_json(t) FROM ${name} t`);
    expect(JSON.stringify(rows.rows), name).not.toContain("planted-");
  }
  const row = await database.db.session.findUniqueOrThrow({ where: { id } });
  expect(row.accessToken).toMatch(/^v1\./);
  expect(row.refreshToken).toMatch(/^v1\./);
});

it("does not let an older pair replace a newer one", async () => {
  await storage().storeSession(sessionWith("new", at(2)));
  await storage().storeSession(sessionWith("old", at(1)));
  const loaded = await storage().loadSession(id);
  expect(loaded?.accessToken).toBe("planted-access-new");
  expect(loaded?.refreshToken).toBe("planted-refresh-new");
});

it("ends with the newest pair when ten are stored at once, in any order", async () => {
  for (let round = 0; round < 5; round++) {
    await database.db.session.deleteMany();
    const hours = Array.from({ length: 10 }, (_, index) => index + 1).sort(
      () => Math.random() - 0.5,
    );
    await Promise.all(
      hours.map((hour) =>
        storage().storeSession(sessionWith(`${hour}`, at(hour))),
      ),
    );
    expect(await storage().loadSession(id)).toMatchObject({
      accessToken: "planted-access-10",
      refreshToken: "planted-refresh-10",
      expires: at(10),
    });
  }
});

it("keeps a token that was taken back as taken back", async () => {
  const session = sessionWith("a", at(1));
  await storage().storeSession(session);
  delete session.accessToken;
  await storage().storeSession(session);
  const loaded = await storage().loadSession(id);
  expect(loaded?.accessToken).toBeUndefined();
  expect(loaded?.refreshToken).toBe("planted-refresh-a");
});

it("counts a session as absent when its seal was made with another secret", async () => {
  await storage().storeSession(sessionWith("a", at(1)));
  const other = createSealer({ current: "a secret of 32 bytes at least, two" });
  expect(await storage(other).loadSession(id)).toBeUndefined();
  expect(await storage(other).findSessionsByShop("one.myshopify.com")).toEqual(
    [],
  );
  expect(JSON.stringify(logged)).toContain("one.myshopify.com");
  expect(JSON.stringify(logged)).not.toContain("v1.");
});

it("counts a session as absent when its tokens were moved from another shop or field", async () => {
  await storage().storeSession(sessionWith("mine", at(1)));
  await storage().storeSession(sessionWith("theirs", at(1), "two"));
  const theirs = await database.db.session.findUniqueOrThrow({
    where: { id: "offline_two.myshopify.com" },
  });
  for (const accessToken of [theirs.accessToken, "planted-plain-text"]) {
    await database.db.session.update({ where: { id }, data: { accessToken } });
    expect(await storage().loadSession(id)).toBeUndefined();
  }
  const { refreshToken } = theirs;
  await database.db.session.update({
    where: { id: theirs.id },
    data: { accessToken: refreshToken ?? "" },
  });
  expect(await storage().loadSession(theirs.id)).toBeUndefined();
});

it("keeps no name and no address of a person", async () => {
  const session = sessionWith("a", at(1));
  session.onlineAccessInfo = {
    expires_in: 3_600,
    associated_user_scope: "",
    associated_user: {
      id: 1,
      first_name: "Ada",
      last_name: "Example",
      email: "ada@example.com",
      email_verified: true,
      account_owner: true,
      locale: "en",
      collaborator: false,
    },
  };
  await storage().storeSession(session);
  const row = await database.db.session.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({
    userId: null,
    firstName: null,
    lastName: null,
    email: null,
    locale: null,
  });
});

it("deletes the sessions asked for and no others", async () => {
  await storage().storeSession(sessionWith("a", at(1)));
  await storage().storeSession(sessionWith("b", at(1), "two"));
  await storage().deleteSession(id);
  expect(await storage().loadSession(id)).toBeUndefined();
  await storage().deleteSessions([id, "offline_two.myshopify.com"]);
  expect(await database.db.session.count()).toBe(0);
});
