import { awaitQuiet } from "./await-quiet.ts";
import { firstShop, installShop } from "./install-shop.ts";
import type { Check } from "./check.ts";
import { judge } from "./judge.ts";
import { judgeLog } from "./judge-log.ts";
import { killProcesses } from "./kill-processes.ts";
import { makeTrouble } from "./make-trouble.ts";
import { createRandom } from "./random.ts";
import { shipParcels } from "./ship-parcels.ts";
import type { Topology } from "./topology.ts";
import { withTopology } from "./with-topology.ts";
import { watchJobs } from "./watch-jobs.ts";

export type FaultRun = {
  name: string;
  kind: "apart" | "together";
  seed: number;
  parcels: number;
  kills: number;
  withinMs: number;
};

// A job's heart beats every ten seconds; the promise is a minute.
const longestWaitSeconds = 60;

/** Ships, kills and misbehaves for a while, then waits until all is quiet, and judges. */
export function runFaults(
  asked: FaultRun,
  say: (text: string) => void,
): Promise<Check[]> {
  const { kind, withinMs: troubleMs } = asked;
  return withTopology({ kind, rate: 40, troubleMs }, say, (topology) =>
    run(topology, asked, say),
  );
}

async function run(
  topology: Topology,
  asked: FaultRun,
  say: (text: string) => void,
): Promise<Check[]> {
  const { seed, parcels, kills, withinMs } = asked;
  const shops = [
    await installShop(topology, firstShop),
    await installShop(topology, "second.myshopify.com"),
  ];
  const ends = { trouble: new AbortController(), watch: new AbortController() };
  const startedAt = Date.now();
  const watching = watchJobs(topology.databaseUrl, ends.watch.signal);
  const troubling = makeTrouble(
    topology,
    createRandom(seed + 1),
    ends.trouble.signal,
  );
  const [shipped, { times, ...killed }] = await Promise.all([
    shipParcels(topology, shops, createRandom(seed), { parcels, withinMs }),
    killProcesses(topology, createRandom(seed + 2), { kills, withinMs }),
  ]);
  ends.trouble.abort();
  await troubling;
  say(`  ${seconds(startedAt)} s of faults, then quiet …`);
  const open = await awaitQuiet(topology, 180_000);
  ends.watch.abort();
  const waits = await watching;
  const { deliveries } = topology.shopify.journal;
  const { journal } = topology.keydelivery;
  const figures = {
    seed,
    seconds: Number(seconds(startedAt)),
    ...killed,
    deliveries: new Set(deliveries.map(({ webhookId }) => webhookId)).size,
    deliveryAttempts: deliveries.length,
    pushes: journal.pushesAcknowledged(),
    pushAttempts: journal.pushesSent(),
    createCalls: journal.createCalls(),
    accepted: journal.accepted().length,
    repeatedForNothing: journal.needlessCreates().length,
    events: topology.shopify.journal.events.length,
    longestBehindDead: `${waits.deadSeconds.toFixed(1)} s`,
    longestDue: `${waits.dueSeconds.toFixed(1)} s (${waits.queue})`,
    longestOpenAttempt: `${waits.attemptSeconds.toFixed(1)} s`,
  };
  say(`  ${JSON.stringify(figures)}`);
  return [
    {
      what: "all came to an end",
      ok: Object.values(open).every((one) => one === 0),
      figure: JSON.stringify(open),
    },
    ...(await judge(topology, shipped, times)),
    ...(await judgeLog(topology, shops, times)),
    {
      what: `no job waited longer than ${longestWaitSeconds} s behind a dead worker`,
      ok: waits.deadSeconds <= longestWaitSeconds,
      figure: figures.longestBehindDead,
    },
  ];
}

const seconds = (since: number) => ((Date.now() - since) / 1_000).toFixed(0);
