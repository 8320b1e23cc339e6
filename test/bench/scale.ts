import { startKeyDelivery } from "#test/sandbox/keydelivery/start-keydelivery.ts";
import { callbackKeyOf } from "./bench-app.ts";
import { checkDeliveries, checkPushes } from "./check-carried-out.ts";
import { drainBacklog, type Drained } from "./drain-backlog.ts";
import {
  openBenchDatabases,
  type BenchDatabase,
} from "./open-bench-databases.ts";
import { pushBody } from "./push-bodies.ts";
import { sendLoad } from "./run-process.ts";
import { judgeScale, printScale, type ScaleFigures } from "./scale-marks.ts";
import { benchShop } from "./signed-webhooks.ts";
import { startFleet, type Fleet } from "./start-fleet.ts";
import { tokensOf } from "./token-pushes.ts";
import { timeSyncs, watchCosts } from "./watch-costs.ts";

const secret = "bench-secret";
const operator = { apiKey: "bench-operator", apiSecret: "bench-operator" };
const connections = 32;
const bytes = 2_500;
const counts = { stored: 9_600, backlog: 2_400 };
const scans = 5;
const allRounds = [0, 1, 2] as const;

const webCounts = [1, 2] as const;
const workerCounts = [1, 2, 4] as const;

/** More processes on one database: what they store and carry out, and what stops it. */
export async function benchScale(options: {
  runs: number;
  say: (text: string) => void;
}): Promise<ScaleFigures> {
  const rounds = allRounds.slice(0, options.runs);
  const { databases, close } = await openBenchDatabases([
    ...webCounts.map((count) => `webs_${count}` as const),
    ...rounds.flatMap((round) =>
      workerCounts.map((count) => `workers_${count}_${round}` as const),
    ),
  ]);
  const keydelivery = await startKeyDelivery({ accounts: [operator] });
  const environmentOf = ({ url }: BenchDatabase) => ({
    DATABASE_URL: url,
    APP_SECRET: "an app secret of thirty-two bytes or more",
    SHOPIFY_API_KEY: "bench",
    SHOPIFY_API_SECRET: secret,
    KEYDELIVERY_API_URL: keydelivery.baseUrl,
    KEYDELIVERY_API_KEY: operator.apiKey,
    KEYDELIVERY_API_SECRET: operator.apiSecret,
    KEYDELIVERY_SHOP_QUOTA: "1000000",
  });
  try {
    await timeSyncs(databases.webs_1.pool);
    const stored: ScaleFigures["stored"] = [];
    for (const round of rounds)
      for (const webs of webCounts) {
        const database = databases[`webs_${webs}`];
        const environment = environmentOf(database);
        const from = 1 + round * counts.stored;
        stored.push({
          processes: webs,
          ...(await store(database, { environment, webs, from })),
        });
        options.say(`${webs} web: ${told(stored.at(-1))}`);
      }
    const deliveries: ScaleFigures["deliveries"] = [];
    const pushes: ScaleFigures["pushes"] = [];
    for (const round of rounds)
      for (const workers of workerCounts) {
        const database = databases[`workers_${workers}_${round}`];
        const on = { workers, environment: environmentOf(database) };
        deliveries.push({
          processes: workers,
          ...(await carryOut(database, on)),
        });
        pushes.push({ processes: workers, ...(await apply(database, on)) });
        options.say(
          `${workers} worker: deliveries ${told(deliveries.at(-1))}, pushes ${told(pushes.at(-1))}`,
        );
      }
    const figures = judgeScale({ stored, deliveries, pushes });
    options.say(printScale(figures));
    return figures;
  } finally {
    await keydelivery.close();
    await close();
  }
}

const told = (drained?: Drained) =>
  `${Math.round(drained?.perSecond ?? 0)} a second`;

type Environment = Record<string, string>;

/** Webhooks over all webs, each stored with its job. */
async function store(
  { pool }: BenchDatabase,
  on: { environment: Environment; webs: number; from: number },
): Promise<Drained> {
  const fleet = await startFleet({ ...on, workers: 0 });
  try {
    const watching = await watchCosts(pool, fleet.pids);
    const { perSecond } = await send(fleet, on.from, counts.stored);
    const costs = await watching.stop();
    await checkStored(pool, on.from - 1 + counts.stored);
    return { perSecond, costs };
  } finally {
    await fleet.stop();
  }
}

async function send({ webs }: Fleet, from: number, count: number) {
  const url = webs.map((web) => web.url);
  const result = await sendLoad({
    url,
    secret,
    from,
    count,
    connections,
    bytes,
  });
  if (result.failed > 0) throw new Error(`${result.failed} requests failed`);
  return result;
}

async function checkStored(pool: BenchDatabase["pool"], expected: number) {
  const { rows } = await pool.query<{ deliveries: number; jobs: number }>(
    `SELECT (SELECT count(*)::int FROM webhook_delivery) AS deliveries,
       (SELECT count(*)::int FROM pgboss.job WHERE name = 'process-delivery') AS jobs`,
  );
  const { deliveries = 0, jobs = 0 } = rows[0] ?? {};
  if (deliveries !== expected || jobs !== expected)
    throw new Error(`${deliveries} deliveries, ${jobs} jobs of ${expected}`);
}

type Draining = { environment: Environment; workers: number };

/** Stored deliveries, by a number of workers. */
async function carryOut(
  { pool }: BenchDatabase,
  on: Draining,
): Promise<Drained> {
  await pool.query(
    "INSERT INTO shop (id, domain, installed_at) VALUES (gen_random_uuid(), $1, now())",
    [benchShop],
  );
  await withWeb(on.environment, (fleet) => send(fleet, 1, counts.backlog));
  const drained = await drainBacklog({
    pool,
    table: "webhook_delivery",
    ...on,
  });
  await checkDeliveries(pool, counts.backlog);
  return drained;
}

/** A push for each tracking of before, by the same number of workers. */
async function apply(database: BenchDatabase, on: Draining): Promise<Drained> {
  const { pool } = database;
  // Else the workers would register on the side.
  await pool.query(
    "UPDATE tracking SET registration = 'registered', registered_at = now() WHERE registration <> 'registered'",
  );
  const { rows } = await pool.query<{ ref: string; number: string }>(
    "SELECT ref, number FROM tracking",
  );
  const tokens = tokensOf(await callbackKeyOf(database));
  const addressed = rows.map(({ ref, number }) => ({
    token: tokens.tokenOf(ref),
    number,
  }));
  await withWeb(on.environment, ({ webs: [web] }) =>
    sendPushes(web?.url ?? "", addressed),
  );
  const drained = await drainBacklog({ pool, table: "push", ...on });
  await checkPushes(pool, counts.backlog, scans);
  return drained;
}

async function withWeb(
  environment: Environment,
  work: (fleet: Fleet) => Promise<unknown>,
) {
  const fleet = await startFleet({ webs: 1, workers: 0, environment });
  try {
    await work(fleet);
  } finally {
    await fleet.stop();
  }
}

async function sendPushes(
  url: string,
  trackings: { token: string; number: string }[],
) {
  const waiting = trackings.values();
  const sendSome = async () => {
    for (const { token, number } of waiting) {
      const response = await fetch(`${url}/callbacks/keydelivery/${token}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: pushBody(number, scans),
      });
      await response.arrayBuffer();
      if (!response.ok)
        throw new Error(`a push was answered ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, sendSome));
}
