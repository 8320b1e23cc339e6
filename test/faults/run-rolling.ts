import { setTimeout as sleep } from "node:timers/promises";
import { awaitQuiet } from "./await-quiet.ts";
import { check, type Check } from "./check.ts";
import { firstShop, installShop, openFirstPage } from "./install-shop.ts";
import { judge } from "./judge.ts";
import { judgeLog } from "./judge-log.ts";
import { createRandom } from "./random.ts";
import { shipParcels } from "./ship-parcels.ts";
import type { Topology } from "./topology.ts";
import { withTopology } from "./with-topology.ts";

const longestStopSeconds = 25;
const lookEveryMs = 250;

type Asked = { seed: number; parcels: number; withinMs: number };

/**
 * Two web processes behind a load balancer and two workers, each restarted in order and in turn while parcels are
 * shipped and a merchant looks at the list: what a deploy does.
 */
export function runRolling(
  asked: Asked,
  say: (text: string) => void,
): Promise<Check[]> {
  return withTopology({ kind: "apart", webs: 2, rate: 40 }, say, (topology) =>
    run(topology, asked, say),
  );
}

async function run(
  topology: Topology,
  { seed, parcels, withinMs }: Asked,
  say: (text: string) => void,
): Promise<Check[]> {
  const shops = [await installShop(topology, firstShop)];
  const end = new AbortController();
  const looking = keepLooking(topology, end.signal);
  const [shipped, stops] = await Promise.all([
    shipParcels(topology, shops, createRandom(seed), { parcels, withinMs }),
    restartInTurn(topology),
  ]);
  end.abort();
  const looks = await looking;
  const open = await awaitQuiet(topology, 180_000);
  const { balancer } = topology;
  const statuses = balancer?.statuses() ?? {};
  const total = Object.values(statuses).reduce((sum, one) => sum + one, 0);
  const failed = Object.entries(statuses).filter(
    ([code]) => Number(code) > 499,
  );
  const figures = { seed, looks, statuses, stops };
  say(`  ${JSON.stringify(figures)}`);
  return [
    {
      what: "all came to an end",
      ok: Object.values(open).every((one) => one === 0),
      figure: JSON.stringify(open),
    },
    check("requests were answered", balancer?.unanswered() ?? [], total),
    check("answers were no 5xx", failed, total),
    check(
      `processes ended within ${longestStopSeconds} s`,
      stops.filter((seconds) => seconds > longestStopSeconds),
      stops.length,
    ),
    ...(await judge(topology, shipped, [])),
    ...(await judgeLog(topology, shops, [])),
  ];
}

/** How long each took to end, in seconds. The next one's turn comes when it is ready again. */
async function restartInTurn({ processes }: Topology): Promise<number[]> {
  const stops: number[] = [];
  for (const one of processes) {
    await sleep(1_000);
    const askedAt = Date.now();
    await one.restart();
    stops.push((Date.now() - askedAt) / 1_000);
    await one.untilReady();
  }
  return stops;
}

async function keepLooking(topology: Topology, signal: AbortSignal) {
  let looks = 0;
  while (!signal.aborted) {
    await openFirstPage(topology, firstShop);
    looks += 1;
    await sleep(lookEveryMs);
  }
  return looks;
}
