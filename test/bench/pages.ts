import { openDatabaseClient } from "#app/db.server.ts";
import {
  openShop,
  startSandbox,
  type Sandbox,
} from "#test/sandbox/start-sandbox.ts";
import { tableOf } from "./figures.ts";
import {
  bigDomain,
  openScaledDatabase,
  scaledSecret,
  smallDomain,
} from "./open-scaled-database.ts";
import { servedPages, type ServedPage } from "./served-pages.ts";
import { timeRequests, type Served, type Timed } from "./time-requests.ts";

const shops = [
  { name: "half of all", domain: bigDomain },
  { name: "small", domain: smallDomain },
];
const requests: Record<Served, number> = { data: 200, document: 120 };
// What a server that has just started compiles is not what a page costs.
const warmUp = 150;
const bars = { p95: 60, ratio: 1.5 };

export type ServerTimes = {
  parcels: number;
  shop: string;
  page: string;
  served: Served;
  p50: number;
  p95: number;
  slowest: Timed;
  ok: boolean;
};
type Growth = Pick<ServerTimes, "shop" | "page" | "served"> & {
  ratio: number;
  ok: boolean;
};

/**
 * How long the production build takes to answer its pages, at each number of parcels: a shop that has half of them, and
 * one of 199 that share the rest. Real sessions, one request at a time.
 */
export async function benchPages(options: {
  sizes: readonly number[];
  say: (text: string) => void;
}): Promise<{ ok: boolean; pages: ServerTimes[]; growth: Growth[] }> {
  const { sizes, say } = options;
  const pages: ServerTimes[] = [];
  for (const parcels of sizes) pages.push(...(await atSize(parcels, say)));
  const growth = growthOf(pages, sizes);
  say(print(pages, growth));
  return {
    ok: [...pages, ...growth].every(({ ok }) => ok),
    pages,
    growth,
  };
}

async function atSize(parcels: number, say: (text: string) => void) {
  const database = await openScaledDatabase(parcels, say);
  const { pool, close } = openDatabaseClient(database.url, {
    onError: () => undefined,
  });
  const sandbox = await startSandbox({
    environment: {
      DATABASE_URL: database.url,
      ROLE: "web",
      APP_SECRET: scaledSecret,
      LOG_LEVEL: "warn",
    },
  });
  try {
    const found: ServerTimes[] = [];
    for (const { name, domain } of shops) {
      await openShop(sandbox, domain);
      for (const page of await servedPages(pool, domain))
        for (const served of ["data", "document"] as const)
          found.push({
            parcels,
            shop: name,
            ...(await measure(sandbox, { domain, page, served })),
          });
      say(`${parcels} parcels, ${name}: done`);
    }
    return found;
  } finally {
    await sandbox.close();
    await close();
    await database.close();
  }
}

async function measure(
  sandbox: Sandbox,
  asked: { domain: string; page: ServedPage; served: Served },
) {
  const { domain, page, served } = asked;
  const { name, paths } = page;
  const load = (times: number) =>
    timeRequests(sandbox, { domain, paths, served, times });
  await load(served === "data" ? Math.max(warmUp, paths.length) : warmUp);
  const timed = (await load(requests[served])).toSorted(
    (one, other) => one.ms - other.ms,
  );
  const at = (share: number) =>
    timed[Math.ceil(share * timed.length) - 1] ?? { path: "", ms: NaN };
  return {
    page: name,
    served,
    p50: at(0.5).ms,
    p95: at(0.95).ms,
    slowest: at(1),
    ok: at(0.95).ms <= bars.p95,
  };
}

/** The most parcels beside the fewest. */
function growthOf(pages: ServerTimes[], sizes: readonly number[]): Growth[] {
  const of = (parcels: number) =>
    pages.filter((page) => page.parcels === parcels);
  const few = of(Math.min(...sizes));
  return sizes.length < 2
    ? []
    : of(Math.max(...sizes)).map(({ shop, page, served, p95 }, index) => {
        const ratio = p95 / (few[index]?.p95 ?? NaN);
        return { shop, page, served, ratio, ok: ratio <= bars.ratio };
      });
}

function print(pages: ServerTimes[], growth: Growth[]) {
  const mark = (ok: boolean) => (ok ? "✓" : "✗");
  return [
    tableOf([
      [
        "parcels",
        "shop",
        "page",
        "",
        "p50 ms",
        `p95 ms ≤ ${bars.p95}`,
        "slowest ms",
      ],
      ...pages.map(({ parcels, shop, page, served, p50, p95, slowest, ok }) => [
        `${parcels}`,
        ...[shop, page, served, p50.toFixed(1)],
        `${mark(ok)} ${p95.toFixed(1)}`,
        `${slowest.ms.toFixed(0)} ${slowest.path}`,
      ]),
    ]),
    tableOf([
      ["shop", "page", "", `most : fewest ≤ ${bars.ratio}`],
      ...growth.map(({ shop, page, served, ratio, ok }) => [
        ...[shop, page, served],
        `${mark(ok)} ${ratio.toFixed(2)}`,
      ]),
    ]),
  ].join("\n\n");
}
