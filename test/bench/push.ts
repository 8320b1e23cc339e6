import { setTimeout as sleep } from "node:timers/promises";
import { callbackKeyOf, installBenchShop, startBenchApp } from "./bench-app.ts";
import { spreadOf, tableOf, writtenSpread, type Spread } from "./figures.ts";
import { atLeast, tableOfMarks, type Mark } from "./marks.ts";
import {
  openBenchDatabases,
  type BenchDatabase,
} from "./open-bench-databases.ts";
import { sendLoad } from "./run-process.ts";
import { seedParcels } from "./seed-parcels.ts";
import { benchShop } from "./signed-webhooks.ts";
import { numberOf, statusOf } from "./token-pushes.ts";

const connections = 32;
const sizes = [
  { events: 5, count: 8_000 },
  { events: 50, count: 3_200 },
];
const atLeastRounds = 3;
const leastPerSecond = 500;
const giveUpMs = 120_000;

type Size = (typeof sizes)[number];
type PushFigures = {
  ok: boolean;
  rows: { events: number; stored: Spread; applied: Spread }[];
  marks: Mark[];
};

/**
 * KeyDelivery's pushes against the production build with its worker, from the first request to the last status that
 * follows from one, each parcel's first.
 */
export async function benchPush(options: {
  runs: number;
  say: (text: string) => void;
}): Promise<PushFigures> {
  const { databases, close } = await openBenchDatabases(["push"]);
  const closing = [close];
  try {
    const database = databases.push;
    const app = await startBenchApp(database);
    closing.unshift(() => app.stop());
    const shopId = await installBenchShop(database, benchShop);
    const callbackKey = await callbackKeyOf(database);
    const found = sizes.map((size) => ({ ...size, rounds: [] as Round[] }));
    const rounds = Math.max(atLeastRounds, Math.min(options.runs, 5));
    let from = 1;
    for (let n = 0; n < rounds; n++) {
      for (const size of found) {
        const parcels = { shopId, callbackKey, from, count: size.count };
        await seedParcels(database.pool, {
          ...parcels,
          registration: "registered",
        });
        const load = { url: app.url, connections, ...parcels };
        size.rounds.push(
          await pushAll(database, from, size, () =>
            sendLoad({ ...load, events: size.events }),
          ),
        );
        from += size.count;
      }
      options.say(`round ${n + 1} of ${rounds}`);
    }
    return tell(found, options.say);
  } finally {
    for (const end of closing) await end();
  }
}

type Round = { stored: number; applied: number };

/** @throws Error where a push was lost or doubled, or a status is not what its push says */
async function pushAll(
  database: BenchDatabase,
  from: number,
  { events, count }: Size,
  send: () => ReturnType<typeof sendLoad>,
): Promise<Round> {
  const { accepted, failed, perSecond } = await send();
  if (failed > 0) throw new Error(`${failed} pushes were not stored`);
  const endedAt = await untilApplied(database);
  const { rows } = await database.pool.query<{ startedAt: Date }>(
    `SELECT min(received_at) AS "startedAt" FROM
      (SELECT received_at FROM push ORDER BY id DESC LIMIT $1) AS round`,
    [count],
  );
  const startedAt = rows[0]?.startedAt.getTime() ?? 0;
  await check(database, from, { events, count });
  return {
    stored: perSecond,
    applied: (accepted * 1_000) / (endedAt - startedAt),
  };
}

async function untilApplied({ pool }: BenchDatabase) {
  const giveUpAt = Date.now() + giveUpMs;
  for (;;) {
    const { rows } = await pool.query(
      "SELECT FROM push WHERE processed_at IS NULL LIMIT 1",
    );
    if (rows.length === 0) return Date.now();
    if (Date.now() > giveUpAt) throw new Error("pushes are left open");
    await sleep(25);
  }
}

/** Every parcel has the status and the events of its push: no more, no less. */
async function check(
  { pool }: BenchDatabase,
  from: number,
  { events, count }: Size,
) {
  const { rows } = await pool.query<Record<string, string | number>>(
    `SELECT tracking.number, tracking.status, shipment.state, fulfillment.status AS shown,
      fulfillment.status_version AS versions, tracking.last_push_at = push.received_at AS "isHeard", push.outcome,
      (SELECT count(*)::int FROM tracking_event WHERE tracking_id = tracking.id AND kind = 'item') AS scans
     FROM tracking JOIN shipment ON shipment.tracking_id = tracking.id
     JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id JOIN push ON push.ref = tracking.ref
     WHERE tracking.number = ANY($1)`,
    [Array.from({ length: count }, (_, index) => numberOf(from + index))],
  );
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  if (rows.length !== count || byNumber.size !== count)
    throw new Error(`${rows.length} pushes of ${count}`);
  for (let n = from; n < from + count; n++) {
    const status = statusOf(n);
    const wanted = {
      ...{ number: numberOf(n), status, state: status, shown: status },
      ...{ versions: 1, isHeard: true, outcome: "applied", scans: events },
    };
    const found = JSON.stringify(byNumber.get(numberOf(n)));
    if (found !== JSON.stringify(wanted))
      throw new Error(`${found} is not ${JSON.stringify(wanted)}`);
  }
}

function tell(
  found: (Size & { rounds: Round[] })[],
  say: (text: string) => void,
): PushFigures {
  const rows = found.map(({ events, rounds }) => ({
    events,
    stored: spreadOf(rounds.map(({ stored }) => stored)),
    applied: spreadOf(rounds.map(({ applied }) => applied)),
  }));
  const marks = rows.map(({ events, applied }) =>
    atLeast(
      `${events} events, a second, median`,
      applied.median,
      leastPerSecond,
    ),
  );
  say(
    tableOf([
      ["events", "stored a second", "applied a second"],
      ...rows.map(({ events, stored, applied }) => [
        String(events),
        writtenSpread(stored),
        writtenSpread(applied),
      ]),
    ]),
  );
  say(`\n${tableOfMarks(marks)}`);
  return { ok: marks.every(({ ok }) => ok), rows, marks };
}
