import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sentWhile } from "#test/support/count-statements.ts";
import { buildOfPages } from "./build-of-pages.ts";
import { useWeb } from "./use-web.ts";

const web = useWeb(buildOfPages({}));

// What was found holds for a second.
const heldMs = 1_000;

describe("health", () => {
  beforeEach(() => sleep(heldMs));
  afterEach(() => web.running.proxy.setMode("pass"));

  it("is up and ready with a migrated database", async () => {
    expect((await web.get("/healthz")).status).toBe(200);
    const ready = await web.get("/readyz");
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ ready: true, notReady: [] });
  });

  it.each(["refuse", "hang"] as const)(
    "is up but not ready within 2 s, and then ready again, when the database's connections %s",
    async (mode) => {
      web.running.proxy.setMode(mode);
      const startedAt = performance.now();
      const answer = await web.get("/readyz");
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({
        ready: false,
        notReady: ["database"],
      });
      expect((await web.get("/healthz")).status).toBe(200);
      web.running.proxy.setMode("pass");
      await expect
        .poll(() => web.get("/readyz").then(({ status }) => status), {
          timeout: 2 * heldMs,
        })
        .toBe(200);
    },
  );

  it("is not ready while a migration is missing", async () => {
    const rename = (from: string, to: string) =>
      web.database.pool.query(`ALTER TABLE ${from} RENAME TO ${to}`);
    await rename("_prisma_migrations", "elsewhere");
    const answer = await web.get("/readyz");
    await rename("elsewhere", "_prisma_migrations");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ notReady: ["migrations"] });
  });

  it("is not ready without what the job queue keeps in the database", async () => {
    const { pool } = web.database;
    await pool.query("ALTER SCHEMA pgboss RENAME TO elsewhere");
    const answer = await web.get("/readyz");
    await pool.query("ALTER SCHEMA elsewhere RENAME TO pgboss");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ notReady: ["queue"] });
  });

  it("asks the database once for all who want to know within a second", async () => {
    const startedAt = performance.now();
    const sent = await sentWhile(web.running.app.pool, async () => {
      const asked = Array.from({ length: 30 }, () => web.get("/readyz"));
      for (const { status } of await Promise.all(asked))
        expect(status).toBe(200);
    });
    const looks = 1 + Math.floor((performance.now() - startedAt) / heldMs);
    expect(sent.length).toBeLessThanOrEqual(2 * looks);
  });
});
