import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  findPostmaster,
  isAlive,
} from "#app/platform/embedded-postgres/postmaster-file.server.ts";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { startKeyDelivery } from "#test/sandbox/keydelivery/start-keydelivery.ts";
import { startShopify } from "#test/sandbox/shopify/start-shopify.ts";
import { freePort } from "#test/support/free-port.ts";
import { keepRunning, type KeptProcess } from "./keep-running.ts";

export type Topology = Awaited<ReturnType<typeof startTopology>>;

const apiKey = "fault-app";
export const operator = {
  apiKey: "fault-operator",
  apiSecret: "fault-operator-secret",
};
const quiet = { info: () => undefined, warn: () => undefined };

/**
 * `apart`: one web and two worker processes on a PostgreSQL server of their own. `together`: everything in one
 * process on the embedded database.
 */
export async function startTopology(options: {
  kind: "apart" | "together";
  workers?: number;
  /** Calls a second. */
  rate: number;
}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipment-tracking-faults-"));
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
  const apiSecret = randomBytes(16).toString("hex");
  const shopify = await startShopify({
    apiKey,
    apiSecret,
    // Eight times in all, as Shopify tries within four hours: longer than processes are killed here.
    retryDelayMs: 8_000,
  });
  const keydelivery = await startKeyDelivery({
    accounts: [operator],
    speed: 0.15,
    retryDelayMs: 250,
    maxRepeats: 40,
  });
  // Whoever loses the server starts it again where it was: this process, or the app itself.
  const database = await openDatabase({
    dataDir,
    logger: quiet,
    production: false,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const appSecret = randomBytes(32).toString("base64");
  const environment = {
    PORT: String(port),
    SHOPIFY_APP_URL: url,
    APP_SECRET: appSecret,
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_SIM_ORIGIN: shopify.origin,
    ALLOW_SIMULATION: "1",
    KEYDELIVERY_API_URL: keydelivery.baseUrl,
    KEYDELIVERY_API_KEY: operator.apiKey,
    KEYDELIVERY_API_SECRET: operator.apiSecret,
    KEYDELIVERY_RATE: String(options.rate),
    KEYDELIVERY_SHOP_QUOTA: "1000000",
  };
  const logFile = path.join(dataDir, "app.log");
  const run = (name: string, more: Record<string, string>) =>
    keepRunning(name, { ...environment, ...more }, logFile);
  const apart = { DATABASE_URL: database.url };
  const processes: KeptProcess[] =
    options.kind === "together"
      ? [run("app", { ROLE: "all", DATA_DIR: dataDir })]
      : [
          run("web", { ...apart, ROLE: "web" }),
          ...Array.from({ length: options.workers ?? 2 }, (_, at) =>
            run(`worker ${at + 1}`, { ...apart, ROLE: "worker" }),
          ),
        ];
  shopify.connectApp(url);
  await untilReady(url, logFile);
  return {
    shopify,
    keydelivery,
    processes,
    databaseUrl: database.url,
    url,
    logFile,
    /** None of them may be found in what the app writes. */
    secrets: [apiSecret, appSecret],
    /** fast: what a restart does. immediate: a crash, recovered from the log. */
    async stopPostgres(how: "fast" | "immediate") {
      const server = await findPostmaster(
        path.join(dataDir, "postgres", "data"),
      );
      if (!server) return;
      process.kill(server.pid, how === "fast" ? "SIGINT" : "SIGQUIT");
      while (isAlive(server.pid)) await sleep(20);
    },
    async close(options: { keepFiles: boolean }) {
      await Promise.all(processes.map((one) => one.stop()));
      await database.close();
      await keydelivery.close();
      await shopify.close();
      if (!options.keepFiles)
        await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, logFile: string) {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (Date.now() > giveUpAt)
      throw new Error(`the app did not start, see ${logFile}`);
    await sleep(100);
  }
}
