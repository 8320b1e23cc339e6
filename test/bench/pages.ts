import type { Pool } from "pg";
import { openDatabaseClient } from "#app/db.server.ts";
import {
  openShop,
  startSandbox,
  type Sandbox,
} from "#test/sandbox/start-sandbox.ts";
import {
  bigDomain,
  openScaledDatabase,
  scaledSecret,
  smallDomain,
} from "./open-scaled-database.ts";
import {
  growthOf,
  pageBars,
  print,
  type Growth,
  type ServerTimes,
} from "./pages-marks.ts";
import { servedPages, type ServedPage } from "./served-pages.ts";
import { timeRequests, type Served, type Timed } from "./time-requests.ts";
import { countScans, readWhole, type Scans } from "./whole-reads.ts";

const shops = [
  { name: "half of all", domain: bigDomain },
  { name: "small", domain: smallDomain },
];
// Of each size by turns: a shared machine is quicker in one second than in the next.
const turns = { count: 30, requests: 20 };
// What a server that has just started compiles is not what a page costs.
const warmUp = 150;

/**
 * How long the production build takes to answer its pages, at each number of parcels: a shop that has half of them, and
 * one of 199 that share the rest. Real sessions, one request at a time.
 */
export async function benchPages(options: {
  sizes: readonly number[];
  say: (text: string) => void;
}): Promise<{
  ok: boolean;
  pages: ServerTimes[];
  growth: Growth[];
  whole: string[];
}> {
  const { sizes, say } = options;
  const worlds: World[] = [];
  try {
    for (const parcels of sizes) worlds.push(await openWorld(parcels, say));
    const pages: ServerTimes[] = [];
    for (const shop of shops) {
      pages.push(...(await measureShop(worlds, shop)));
      say(`${shop.name}: done`);
    }
    const growth = growthOf(pages, sizes);
    for (const { sandbox } of worlds) await sandbox.app.stop();
    const whole = await readWhole(worlds);
    say(print(pages, growth, whole));
    const ok =
      [...pages, ...growth].every((one) => one.ok) && whole.length === 0;
    return { ok, pages, growth, whole };
  } finally {
    for (const { close } of worlds) await close();
  }
}

type World = {
  parcels: number;
  sandbox: Sandbox;
  pool: Pool;
  scans: Scans;
  close(): Promise<void>;
};

async function openWorld(
  parcels: number,
  say: (text: string) => void,
): Promise<World> {
  const database = await openScaledDatabase(parcels, say);
  const client = openDatabaseClient(database.url, { onError: () => undefined });
  const scans = await countScans(client.pool);
  const sandbox = await startSandbox({
    environment: {
      DATABASE_URL: database.url,
      ROLE: "web",
      APP_SECRET: scaledSecret,
      LOG_LEVEL: "warn",
    },
  });
  return {
    ...{ parcels, sandbox, scans, pool: client.pool },
    async close() {
      await sandbox.close();
      await client.close();
      await database.close();
    },
  };
}

async function measureShop(
  worlds: World[],
  { name: shop, domain }: (typeof shops)[number],
): Promise<ServerTimes[]> {
  const sites: Site[] = [];
  for (const { parcels, sandbox, pool } of worlds) {
    await openShop(sandbox, domain);
    const pages = await servedPages(pool, domain);
    sites.push({ ...{ parcels, sandbox, domain }, pages });
  }
  const found: ServerTimes[] = [];
  for (const page of sites[0]?.pages.map(({ name }) => name) ?? [])
    for (const served of ["data", "document"] as const)
      for (const { parcels, timed } of await byTurns(sites, page, served))
        found.push({ parcels, shop, page, served, ...timesOf(timed) });
  return found;
}

/** A shop's pages, where there are so many parcels. */
type Site = {
  parcels: number;
  sandbox: Sandbox;
  domain: string;
  pages: ServedPage[];
};

async function byTurns(sites: Site[], page: string, served: Served) {
  const visits = sites.map(({ pages, ...site }) => ({
    ...{ ...site, served, timed: [] as Timed[] },
    paths: pages.find(({ name }) => name === page)?.paths ?? [],
  }));
  for (const visit of visits) {
    const times = Math.max(warmUp, served === "data" ? visit.paths.length : 0);
    await timeRequests(visit.sandbox, { ...visit, from: 0, times });
  }
  for (let turn = 0; turn < turns.count; turn++)
    for (const visit of visits) {
      const times = turns.requests;
      const asked = { ...visit, from: turn * times, times };
      visit.timed.push(...(await timeRequests(visit.sandbox, asked)));
    }
  return visits;
}

function timesOf(timed: Timed[]) {
  const sorted = timed.toSorted((one, other) => one.ms - other.ms);
  const at = (share: number) =>
    sorted[Math.ceil(share * sorted.length) - 1] ?? { path: "", ms: NaN };
  return {
    p50: at(0.5).ms,
    p95: at(0.95).ms,
    slowest: at(1),
    ok: at(0.95).ms <= pageBars.p95,
  };
}
