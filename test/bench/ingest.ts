import { startApp } from "#test/sandbox/app-process.ts";
import {
  judgeIngest,
  printIngest,
  type IngestFigures,
  type Round,
} from "./ingest-marks.ts";
import type { LoadResult } from "./load-process.ts";
import { memoryOf } from "./memory-of.ts";
import {
  openBenchDatabases,
  type BenchDatabase,
} from "./open-bench-databases.ts";
import { sendLoad, startServer } from "./run-process.ts";
import { benchShop } from "./signed-webhooks.ts";

const secret = "bench-secret";
const connections = 32;
const bytes = 2_500;
const counts = { product: 24_000, stock: 6_400, worker: 24_000 };
// Five times as much as the memory may grow by, a little less each than the most that is taken (1 MiB).
const large = { bytes: 1_048_400, count: 320, times: 8, mostMiB: 512 };
const atLeastRounds = 3;
// Not counted: what a server that has just started compiles is not what a request costs. As much as a round, because one of
// them is started anew for each.
const warmUp = { from: 100_000_000, count: 24_000 };

type Send = (url: string, count: number) => Promise<LoadResult>;

/** Signed webhooks against the production build, beside what Shopify's template does and what storing costs at least. */
export async function benchIngest(options: {
  runs: number;
  say: (text: string) => void;
}): Promise<IngestFigures> {
  const { databases, close } = await openBenchDatabases([
    "stock",
    "floor",
    "web",
    "all",
  ]);
  const closing = [close];
  const opened = async <Server extends { stop(): Promise<void> }>(
    starting: Promise<Server>,
  ) => {
    const server = await starting;
    closing.unshift(() => server.stop());
    return server;
  };
  try {
    const { stock, floor, web, all } = databases;
    await storeSession(stock);
    const servers = {
      stock: await opened(startServer("stock", environmentOf(stock))),
      floor: await opened(startServer("floor", environmentOf(floor))),
      web: await opened(startProduct(web, "web")),
    };
    for (const { url } of Object.values(servers)) await sendWarmUp(url);
    const rounds: Round[] = [];
    for (let n = 0; n < Math.max(atLeastRounds, options.runs); n++) {
      const from = 1 + n * counts.product;
      const send: Send = (url, count) =>
        answered(sendLoad({ url, secret, from, count, connections, bytes }));
      const product = () => send(servers.web.url, counts.product);
      const ofFloor = () =>
        keeping(floor, ["floor"], () =>
          send(servers.floor.url, counts.product),
        );
      rounds.push({
        stock: await send(servers.stock.url, counts.stock),
        floor: await ofFloor(),
        product: await keeping(web, productTables, product),
        "floor between": await ofFloor(),
        duplicates: await keeping(web, productTables, product, 0),
        worker: await withWorker(all, send),
        "floor after": await ofFloor(),
      });
      options.say(`round ${n + 1} of ${Math.max(atLeastRounds, options.runs)}`);
    }
    const from = 1 + rounds.length * counts.product;
    const grown = await growBy(web, servers.web, from);
    const figures = judgeIngest(rounds, { ...grown, mostMiB: large.mostMiB });
    options.say(printIngest(figures));
    return figures;
  } finally {
    for (const end of closing) await end();
  }
}

const environmentOf = ({ url }: BenchDatabase) => ({
  DATABASE_URL: url,
  SHOPIFY_API_SECRET: secret,
});

const startProduct = (database: BenchDatabase, role: "web" | "all") =>
  startApp({
    ...environmentOf(database),
    ROLE: role,
    APP_SECRET: "an app secret of thirty-two bytes or more",
    SHOPIFY_API_KEY: "bench",
    // Nobody: no shop has an account.
    KEYDELIVERY_API_URL: "http://127.0.0.1:9",
  });

// Started for the round alone, so that no other round pays for the work that it leaves.
async function withWorker(database: BenchDatabase, send: Send) {
  const app = await startProduct(database, "all");
  try {
    await database.pool.query(
      `INSERT INTO shop (id, domain, installed_at)
        VALUES (gen_random_uuid(), $1, now()) ON CONFLICT DO NOTHING`,
      [benchShop],
    );
    await sendWarmUp(app.url);
    const before = await countOf(database, "carried out");
    const result = await keeping(database, productTables, () =>
      send(app.url, counts.worker),
    );
    const after = await countOf(database, "carried out");
    return { ...result, carriedOut: after - before };
  } finally {
    await app.stop();
  }
}

const sendWarmUp = (url: string) =>
  answered(sendLoad({ url, secret, connections, bytes, ...warmUp }));

/** @throws Error where a request failed */
async function answered(sending: Promise<LoadResult>) {
  const result = await sending;
  if (result.failed > 0) throw new Error(`${result.failed} requests failed`);
  return result;
}

/** What authenticate.webhook loads: a session that is valid. */
async function storeSession({ pool }: BenchDatabase) {
  await pool.query(
    `INSERT INTO session (id, shop, state, "isOnline", scope, expires, "accessToken")
      VALUES ($1, $2, '', false, 'read_fulfillments,read_orders', now() + interval '1 day', 'shpat_bench')`,
    [`offline_${benchShop}`, benchShop],
  );
}

const productTables = ["webhook_delivery", "process-delivery"] as const;
const counted = {
  floor: "FROM floor",
  webhook_delivery: "FROM webhook_delivery",
  "process-delivery": "FROM pgboss.job WHERE name = 'process-delivery'",
  "carried out": "FROM webhook_delivery WHERE processed_at IS NOT NULL",
} as const;
type Kept = keyof typeof counted;

/** @throws Error where fewer or more was kept than was answered with 200 */
async function keeping(
  database: BenchDatabase,
  tables: readonly Kept[],
  send: () => Promise<LoadResult>,
  expected?: number,
) {
  const count = () =>
    Promise.all(tables.map((table) => countOf(database, table)));
  const before = await count();
  const result = await send();
  const after = await count();
  for (const [index, table] of tables.entries()) {
    const kept = (after[index] ?? 0) - (before[index] ?? 0);
    const wanted = expected ?? result.accepted;
    if (kept !== wanted) throw new Error(`${table}: ${kept} kept of ${wanted}`);
  }
  return result;
}

async function countOf({ pool }: BenchDatabase, what: Kept) {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count ${counted[what]}`,
  );
  return rows[0]?.count ?? 0;
}

/** By how much bodies of a mebibyte make the process' memory grow, at its highest; each that was answered is stored. */
async function growBy(
  database: BenchDatabase,
  web: { url: string; pid: number },
  from: number,
) {
  const { bytes, count, times } = large;
  const before = memoryOf(web.pid).highest;
  let failed = 0;
  for (let n = 0; n < times; n++) {
    const load = { bytes, count, from: from + n * count, secret, connections };
    const sent = await keeping(database, productTables, () =>
      sendLoad({ ...load, url: web.url }),
    );
    failed += sent.failed;
  }
  return { grownMiB: memoryOf(web.pid).highest - before, failed };
}
