import { setTimeout as sleep } from "node:timers/promises";
import { maxCallsInFlight } from "#app/worker/drain-account.ts";
import { mostInASecond } from "#test/support/most-in-a-second.ts";
import {
  benchSecret,
  callbackKeyOf,
  installBenchShop,
  startBenchApp,
} from "./bench-app.ts";
import type { BenchKeyDelivery } from "./keydelivery-of-bench.ts";
import { atLeast, atMost, type Mark } from "./marks.ts";
import type { BenchDatabase } from "./open-bench-databases.ts";
import { seedParcels } from "./seed-parcels.ts";
import { benchShop, signedWebhooks } from "./signed-webhooks.ts";

const bigShop = "big.myshopify.com";
const noLimit = 1_000;
const idle = { count: 300, everyMs: 120, answerMs: 20 };
const backlog = { count: 20_000, answerMs: 100 };
// A slow machine has a figure too.
const patienceMs = 400_000;
const fair = { rate: 50, behind: 10_000, times: 5 };

export type Bench = {
  database: BenchDatabase;
  keydelivery: BenchKeyDelivery;
  /** The number of the next webhook or parcel. */
  next: number;
};
export type Found = { figures: Record<string, number>; marks: Mark[] };

/** From a webhook that finds an idle app to its create call. */
export async function measureIdle(bench: Bench): Promise<Found> {
  const app = await startApp(bench, noLimit);
  try {
    await installBenchShop(bench.database, benchShop);
    for (let n = 0; n < 20; n++) {
      await sendWebhook(bench, app.url);
      await sleep(idle.everyMs);
    }
    await bench.keydelivery.begin(idle.answerMs);
    const sentAt = new Map<string, number>();
    for (let n = 0; n < idle.count; n++) {
      const { number, at } = await sendWebhook(bench, app.url);
      sentAt.set(number, at);
      await sleep(idle.everyMs);
    }
    const { calls } = await bench.keydelivery.awaitCalls(idle.count, 10_000);
    await awaitRegistered(bench);
    const waits = calls
      .map(({ number, at }) => at - (sentAt.get(number) ?? NaN))
      .sort((one, other) => one - other);
    const at = (share: number) =>
      waits[Math.ceil(share * waits.length) - 1] ?? NaN;
    return {
      figures: {
        "idle, p50 ms": at(0.5),
        "idle, p99 ms": at(0.99),
        "idle, longest ms": at(1),
      },
      marks: [
        atMost("idle, p50 ms", at(0.5), 30),
        atMost("idle, p99 ms", at(0.99), 150),
      ],
    };
  } finally {
    await app.stop();
  }
}

/** Many that wait, and no limit but how many calls the app makes side by side. */
export async function measureBacklog(bench: Bench): Promise<Found> {
  const { answerMs, count } = backlog;
  const drained = await drain(bench, { rate: noLimit, answerMs, count });
  const possible = (maxCallsInFlight * 1_000) / answerMs;
  return {
    figures: {
      "backlog, calls a second": drained.perSecond,
      "backlog, calls at once": drained.mostAtOnce,
    },
    marks: [
      atLeast(
        `backlog, share of ${possible} a second`,
        drained.perSecond / possible,
        0.9,
      ),
    ],
  };
}

/** At a rate that an account allows. */
export const measureRate =
  (rate: number, count: number) =>
  async (bench: Bench): Promise<Found> => {
    const drained = await drain(bench, { rate, answerMs: 100, count });
    return {
      figures: {
        [`${rate}/s, calls a second`]: drained.perSecond,
        [`${rate}/s, in the busiest second`]: drained.most,
      },
      marks: [
        atLeast(`${rate}/s, share of it`, drained.perSecond / rate, 0.95),
        atMost(`${rate}/s, busiest second's share`, drained.most / rate, 1.1),
      ],
    };
  };

async function drain(
  bench: Bench,
  asked: { rate: number; answerMs: number; count: number },
) {
  const { rate, answerMs, count } = asked;
  const app = await startApp(bench, rate);
  try {
    await bench.keydelivery.begin(answerMs);
    await seed(bench, count);
    // A parcel of another shop wakes the account.
    await installBenchShop(bench.database, benchShop);
    await sendWebhook(bench, app.url);
    const { calls, mostAtOnce } = await bench.keydelivery.awaitCalls(
      count + 1,
      patienceMs,
    );
    await awaitRegistered(bench);
    const times = calls.map(({ at }) => at);
    const seconds = ((times.at(-1) ?? NaN) - (times[0] ?? NaN)) / 1_000;
    return {
      perSecond: (times.length - 1) / seconds,
      most: mostInASecond(times),
      mostAtOnce,
    };
  } finally {
    await app.stop();
  }
}

/** One parcel of a small shop behind very many of a big one. */
export async function measureFairness(bench: Bench): Promise<Found> {
  const app = await startApp(bench, fair.rate);
  try {
    await bench.keydelivery.begin(20);
    await seed(bench, fair.behind);
    await installBenchShop(bench.database, benchShop);
    await sendWebhook(bench, app.url);
    await sleep(2_000);
    const waits: number[] = [];
    for (let n = 0; n < fair.times; n++) {
      const { number, at } = await sendWebhook(bench, app.url);
      await sleep(2_000);
      const { calls } = await bench.keydelivery.awaitCalls(1, 1_000);
      const call = calls.find((one) => one.number === number);
      waits.push(call ? call.at - at : Infinity);
    }
    await awaitRegistered(bench, benchShop);
    const longest = Math.max(...waits);
    const what = `behind ${fair.behind}, longest ms`;
    return {
      figures: { [what]: longest },
      marks: [atMost(what, longest, 1_000 + 1_000 / fair.rate)],
    };
  } finally {
    await app.stop();
  }
}

const startApp = ({ database, keydelivery }: Bench, rate: number) =>
  startBenchApp(database, {
    KEYDELIVERY_API_URL: keydelivery.baseUrl,
    KEYDELIVERY_RATE: String(rate),
  });

async function seed(bench: Bench, count: number) {
  const { database, next: from } = bench;
  bench.next += count;
  await seedParcels(database.pool, {
    ...{ from, count, registration: "waiting" },
    shopId: await installBenchShop(database, bigShop),
    callbackKey: await callbackKeyOf(database),
  });
}

/** @returns when it was sent, and its parcel's number */
async function sendWebhook(bench: Bench, url: string) {
  const from = bench.next++;
  const [request] = signedWebhooks({
    ...{ from, count: 1, bytes: 2_500 },
    secret: benchSecret,
  });
  const at = performance.timeOrigin + performance.now();
  const { status } = await fetch(`${url}${request?.path}`, {
    method: "POST",
    headers: request?.headers as Record<string, string>,
    body: String(request?.body),
  });
  if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
  return { at, number: `1ZBENCH${from}` };
}

/** @throws Error where a parcel, of one shop if named, does not end as registered, or a second attempt was made of any */
async function awaitRegistered({ database: { pool } }: Bench, shop?: string) {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const { rows } = await pool.query<{ odd: number }>(
      `SELECT count(*)::int AS odd FROM tracking JOIN shop ON shop.id = shop_id
       WHERE attempts > 1 OR registration <> 'registered' AND domain = coalesce($1, domain)`,
      [shop],
    );
    if (rows[0]?.odd === 0) return;
    if (Date.now() > giveUpAt)
      throw new Error(`${rows[0]?.odd} are not registered by one attempt`);
    await sleep(100);
  }
}
