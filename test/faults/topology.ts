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
import { keepRunning } from "./keep-running.ts";
import { startBalancer } from "./start-balancer.ts";
import { startCallGate } from "./start-call-gate.ts";
import { untilReady } from "./until-ready.ts";

export type Topology = Awaited<ReturnType<typeof startTopology>>;

const apiKey = "fault-app";
export const operator = {
  apiKey: "fault-operator",
  apiSecret: "fault-operator-secret",
};
const quiet = { info: () => undefined, warn: () => undefined };

/**
 * `apart`: one web and two worker processes on a PostgreSQL server of their own; several web processes are behind a
 * load balancer. `together`: everything in one process on the embedded database.
 */
export async function startTopology(options: {
  kind: "apart" | "together";
  webs?: number;
  workers?: number;
  /** Calls a second. */
  rate: number;
  /** How long processes are killed. Shopify tries for four hours, longer than any of that lasts. */
  troubleMs?: number;
}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipment-tracking-faults-"));
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
  const apiSecret = randomBytes(16).toString("hex");
  const shopify = await startShopify({
    apiKey,
    apiSecret,
    // The last wait is 128 times the first.
    retryDelayMs: (options.troubleMs ?? 0) / 100 || undefined,
  });
  const keydelivery = await startKeyDelivery({
    accounts: [operator],
    speed: 0.15,
    retryDelayMs: 250,
    maxRepeats: 40,
  });
  const gate = await startCallGate(keydelivery.baseUrl);
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
    KEYDELIVERY_API_URL: gate.baseUrl,
    KEYDELIVERY_API_KEY: operator.apiKey,
    KEYDELIVERY_API_SECRET: operator.apiSecret,
    KEYDELIVERY_RATE: String(options.rate),
    KEYDELIVERY_SHOP_QUOTA: "1000000",
  };
  const logFile = path.join(dataDir, "app.log");
  const run = async (name: string, more: Record<string, string>) => {
    const metricsPort = String(await freePort());
    const own = { ...environment, METRICS_PORT: metricsPort, ...more };
    return keepRunning(name, own, logFile);
  };
  const several = (role: "web" | "worker", ports: (number | undefined)[]) =>
    ports.map((own, at) =>
      run(`${role} ${at + 1}`, {
        DATABASE_URL: database.url,
        ROLE: role,
        ...(own && { PORT: String(own) }),
      }),
    );
  const { webs = 1, workers = 2 } = options;
  const webPorts =
    webs === 1
      ? [port]
      : await Promise.all(Array.from({ length: webs }, freePort));
  const processes = await Promise.all(
    options.kind === "together"
      ? [run("app", { ROLE: "all", DATA_DIR: dataDir })]
      : [
          ...several("web", webPorts),
          ...several("worker", Array.from({ length: workers })),
        ],
  );
  const balancer =
    webs === 1
      ? undefined
      : await startBalancer(
          port,
          webPorts.map((own) => `http://127.0.0.1:${own}`),
        );
  shopify.connectApp(url);
  await untilReady(url, logFile);
  return {
    shopify,
    keydelivery,
    /** When each call came to KeyDelivery. */
    callTimes: gate.times,
    processes,
    balancer,
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
      await balancer?.close();
      await Promise.all(processes.map((one) => one.stop()));
      await database.close();
      await gate.close();
      await keydelivery.close();
      await shopify.close();
      if (!options.keepFiles)
        await rm(dataDir, { recursive: true, force: true });
    },
  };
}
