import { once } from "node:events";
import { existsSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { startApp } from "#test/sandbox/app-process.ts";
import { runAppFile } from "#test/support/run-app-file.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const root = path.resolve(import.meta.dirname, "../..");
const isBuilt = existsSync(path.join(root, "build/server/index.js"));
const migrationLock = 72_707_369;

describe.runIf(isBuilt)(
  "a process that is told to stop",
  { timeout: 180_000 },
  () => {
    const database = useTestDatabase({ keep: true });
    const environment = (role: string) => ({
      DATABASE_URL: database.url,
      ROLE: role,
      APP_SECRET: "an app secret of thirty-two bytes or more",
      SHOPIFY_API_KEY: "stopping",
      SHOPIFY_API_SECRET: "stopping-secret",
      // Nobody: no shop has an account.
      KEYDELIVERY_API_URL: "http://127.0.0.1:9",
    });

    it("is not ready any more but answers, then closes idle and unfinished connections, in time", async () => {
      const app = await startApp(environment("web"));
      const { port } = new URL(app.url);
      const agent = new Agent({ keepAlive: true });
      expect((await ask(`${app.url}/healthz`, agent)).status).toBe(200);
      // It never says what it wants.
      const slow = connect(Number(port), "127.0.0.1");
      slow.on("error", () => undefined);
      slow.write("GET /healthz HTTP/1.1\r\nHost: a\r\n");
      const startedAt = Date.now();
      const stopped = app.stop();
      await expect
        .poll(() => ask(`${app.url}/readyz`, agent))
        .toMatchObject({ status: 503, connection: "close" });
      expect(await ask(`${app.url}/healthz`, agent)).toMatchObject({
        status: 200,
      });
      await stopped;
      expect(Date.now() - startedAt).toBeLessThan(25_000);
      await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
      expect(app.log()).toContain('"msg":"stopping"');
      slow.destroy();
      agent.destroy();
    });

    it("ends at once what still runs when it is told again", async () => {
      const app = await startApp(environment("web"));
      const slow = connect(Number(new URL(app.url).port), "127.0.0.1");
      slow.on("error", () => undefined);
      slow.write("GET /healthz HTTP/1.1\r\nHost: a\r\n");
      const startedAt = Date.now();
      const stopped = app.stop();
      setTimeout(() => process.kill(app.pid, "SIGTERM"), 1_500);
      await stopped;
      expect(Date.now() - startedAt).toBeLessThan(6_000);
      slow.destroy();
    });

    describe("while it starts", () => {
      const holder = {} as { client: pg.Client };
      // Another process migrates, and takes its time.
      beforeAll(async () => {
        holder.client = new pg.Client({ connectionString: database.url });
        await holder.client.connect();
        await holder.client.query("SELECT pg_advisory_lock($1)", [
          migrationLock,
        ]);
      });
      afterAll(() => holder.client.end());

      it("gives up, in order", async () => {
        const child = runAppFile("app/main.ts", {
          PORT: "0",
          SHOPIFY_APP_URL: "https://app.example.com",
          ...environment("all"),
        });
        await expect
          .poll(
            async () =>
              (
                await holder.client.query(
                  "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
                )
              ).rowCount,
            { timeout: 60_000 },
          )
          .toBe(1);
        child.kill("SIGTERM");
        expect(await once(child, "exit")).toEqual([0, null]);
      });
    });
  },
);

function ask(url: string, agent: Agent) {
  return new Promise<{ status?: number; connection?: string }>(
    (resolve, reject) => {
      get(url, { agent }, (response) => {
        response.resume();
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            connection: response.headers.connection,
          }),
        );
      }).on("error", reject);
    },
  );
}
