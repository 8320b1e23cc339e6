import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Pool } from "pg";
import { callbackKeyOf } from "#test/bench/bench-app.ts";
import { checkDeliveries, checkScans } from "#test/bench/check-carried-out.ts";
import { openBenchDatabases } from "#test/bench/open-bench-databases.ts";
import { benchShop } from "#test/bench/signed-webhooks.ts";
import { startFleet, type Fleet } from "#test/bench/start-fleet.ts";
import { tokensOf } from "#test/bench/token-pushes.ts";
import { memoryEnvironment } from "#test/sandbox/app-process.ts";
import { startKeyDelivery } from "#test/sandbox/keydelivery/start-keydelivery.ts";
import { startShopify } from "#test/sandbox/shopify/start-shopify.ts";
import { openShop } from "#test/sandbox/start-sandbox.ts";
import { createMixedLoad, type MixedLoad } from "./mixed-load.ts";
import { learnWhile, sendAll, sendAtRate } from "./send-load.ts";
import { printMemory } from "./print-memory.ts";
import {
  judgeSoak,
  printSoak,
  settledOf,
  warmUpShare,
  type SoakMark,
} from "./soak-marks.ts";
import { watchLeaks, type Sample } from "./watch-leaks.ts";

const secret = "bench-secret";
const operator = { apiKey: "bench-operator", apiSecret: "bench-operator" };
const share = 0.6;
// Parcels to push to and to look at, then the load itself, as fast as it goes.
const calibration = { parcels: 300, count: 2_000, atOnce: 16 };
const patienceMs = 120_000;
const preload = pathToFileURL(
  path.join(import.meta.dirname, "../memory-process.ts"),
).href;

export type SoakFigures = {
  ok: boolean;
  /** Requests a second, carried out. */
  capacity: number;
  perSecond: number;
  /** After the warm-up. */
  minutes: number;
  marks: SoakMark[];
  samples: Sample[];
};

type Options = {
  /** After the warm-up. */
  minutes: number;
  /** Requests a second; without it, 60 % of what a short trial carries out. */
  rate?: number;
  say: (text: string) => void;
};

/** Webhooks, pushes, pages and look-ups for many minutes: what grows meanwhile, and whether all was carried out. */
export async function benchSoak(options: Options): Promise<SoakFigures> {
  const { databases, close } = await openBenchDatabases(["soak"]);
  const { url, pool } = databases.soak;
  const shopify = await startShopify({ apiKey: "bench", apiSecret: secret });
  const keydelivery = await startKeyDelivery({ accounts: [operator] });
  const memoryFolder = mkdtempSync(path.join(tmpdir(), "shipment-memory-"));
  const closing = [
    close,
    () => shopify.close(),
    () => keydelivery.close(),
    () => rm(memoryFolder, { recursive: true }),
  ];
  let fleet: Fleet | undefined;
  try {
    fleet = await startFleet({
      webs: 1,
      workers: 1,
      environment: {
        DATABASE_URL: url,
        APP_SECRET: "an app secret of thirty-two bytes or more",
        SHOPIFY_API_KEY: "bench",
        SHOPIFY_API_SECRET: secret,
        SHOPIFY_SIM_ORIGIN: shopify.origin,
        KEYDELIVERY_API_URL: keydelivery.baseUrl,
        KEYDELIVERY_API_KEY: operator.apiKey,
        KEYDELIVERY_API_SECRET: operator.apiSecret,
        KEYDELIVERY_RATE: "1000",
        KEYDELIVERY_SHOP_QUOTA: "10000000",
        NODE_OPTIONS: `${memoryEnvironment.NODE_OPTIONS} --import=${preload}`,
        BENCH_MEMORY_FOLDER: memoryFolder,
      },
    });
    closing.unshift(fleet.stop);
    const [web, worker] = fleet.all;
    if (!web || !worker) throw new Error("no processes");
    await openShop({ shopify, app: web }, benchShop);
    const load = createMixedLoad({
      ...{ url: web.url, secret, pool },
      tokens: tokensOf(await callbackKeyOf(databases.soak)),
      sessionToken: () => shopify.sessionToken(benchShop),
    });
    const pids = { web: web.pid, worker: worker.pid };
    return await learnWhile(load, () =>
      soak(options, { load, pool, pids, memoryFolder }),
    );
  } catch (error) {
    // What the app said of it, before its processes go.
    for (const { log } of fleet?.all ?? []) options.say(troubleIn(log()));
    throw error;
  } finally {
    for (const end of closing) await end();
  }
}

/** The last lines of a log that are warnings or worse. */
const troubleIn = (log: string) =>
  log
    .split("\n")
    .filter((line) => /"level":[456]0/.test(line))
    .slice(-5)
    .join("\n");

async function soak(
  { minutes, rate, say }: Options,
  world: {
    load: MixedLoad;
    pool: Pool;
    pids: Record<string, number>;
    memoryFolder: string;
  },
): Promise<SoakFigures> {
  const { load, pool } = world;
  const capacity = await findCapacity(load, pool);
  const perSecond = rate ?? share * capacity;
  const allMinutes = minutes / (1 - warmUpShare);
  say(
    `capacity ${capacity.toFixed(0)} a second; ${perSecond.toFixed(0)} a second for ${allMinutes.toFixed(0)} minutes, of which ${minutes} are judged`,
  );
  const watch = watchLeaks({ ...world, onSample: (one) => say(line(one)) });
  let failed = 0;
  load.sent.repeats = 0;
  await sendAtRate(load, {
    perSecond,
    ms: allMinutes * 60_000,
    note(answered) {
      if (!answered.ok) failed += 1;
      watch.note(answered);
    },
  });
  const samples = await watch.stop();
  await untilCarriedOut(pool);
  if (failed > 0) throw new Error(`${failed} requests failed`);
  await checkDeliveries(pool, load.sent.webhooks);
  await checkScans(pool, load.sent);
  const marks = [...judgeSoak(samples), answeredAtOnce(load, samples)];
  say(`${printSoak(marks)}\n\n${printMemory(settledOf(samples))}`);
  const ok = marks.every((mark) => mark.ok);
  return { ok, capacity, perSecond, minutes, marks, samples };
}

// A 503 is no loss, its sender comes again; but at 60 % of the capacity there is hardly a reason for one.
function answeredAtOnce({ sent }: MixedLoad, samples: Sample[]): SoakMark {
  const answered = samples.reduce((sum, one) => sum + one.answered, 0);
  return {
    what: "asked again after a 503",
    found: `${sent.repeats} of ${answered}`,
    wanted: "≤ 1 in 1,000",
    ok: sent.repeats <= answered / 1_000,
  };
}

/** How many requests of the mix a second are carried out, not only answered. */
async function findCapacity(load: MixedLoad, pool: Pool) {
  const { parcels, count, atOnce } = calibration;
  await sendAll(load, { count: parcels, atOnce });
  await untilCarriedOut(pool);
  await load.learn();
  const startedAt = performance.now();
  await sendAll(load, { count, atOnce });
  await untilCarriedOut(pool);
  return (count * 1_000) / (performance.now() - startedAt);
}

async function untilCarriedOut(pool: Pool) {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const { rows } = await pool.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM webhook_delivery WHERE processed_at IS NULL)::int
         + (SELECT count(*) FROM push WHERE processed_at IS NULL)::int
         + (SELECT count(*) FROM tracking WHERE registration <> 'registered')::int AS open`,
    );
    const open = rows[0]?.open ?? 0;
    if (open === 0) return;
    if (Date.now() > giveUpAt) throw new Error(`${open} stay open`);
    await sleep(100);
  }
}

const line = (sample: Sample) => {
  const { at, processes, connections, waiting, answered, p50, p99 } = sample;
  const held = Object.entries(processes).map(
    ([name, { rssMiB, heapMiB, files }]) =>
      `${name} ${rssMiB.toFixed(0)} MiB (heap ${heapMiB.toFixed(0)}), ${files} files`,
  );
  return `${at.toFixed(0).padStart(4)} s  ${answered} answered, p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms, ${waiting} wait, ${connections} connections; ${held.join("; ")}`;
};
