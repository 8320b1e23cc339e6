import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { awaitQuiet } from "./await-quiet.ts";
import { mostInASecond } from "#test/support/most-in-a-second.ts";
import { firstShop, installShop } from "./install-shop.ts";
import type { Check } from "./check.ts";
import type { Topology } from "./topology.ts";
import { withTopology } from "./with-topology.ts";

const rate = 25;
const parcels = { certain: 150, unknownCompany: 60, elsewhere: 40 };
const backlog = 10_000;

/**
 * Three workers on one database and one account, with creates, detections and real-time queries to make: the rate
 * over any second, and what one shop's backlog costs another.
 */
export function runRate(say: (text: string) => void): Promise<Check[]> {
  return withTopology(
    { kind: "apart", workers: 3, rate },
    say,
    async (topology) => [
      ...(await judgeRate(topology)),
      await judgeFairness(topology),
    ],
  );
}

async function judgeRate(topology: Topology): Promise<Check[]> {
  const { shopify, keydelivery } = topology;
  const shop = await installShop(topology, firstShop);
  keydelivery.setDetection("DET", ["gls"]);
  const ship = (number: string, trackingCompany: string) =>
    shopify.fulfill(shopify.createOrder(shop), {
      trackingCompany,
      trackingNumbers: [number],
    });
  for (let at = 0; at < parcels.elsewhere; at++) {
    keydelivery.seedElsewhere({ carrierId: "ups", number: `ELSE${at}` });
    ship(`ELSE${at}`, "UPS");
  }
  for (let at = 0; at < parcels.unknownCompany; at++)
    ship(`DET${at}`, "Somebody");
  for (let at = 0; at < parcels.certain; at++) ship(`SURE${at}`, "UPS");
  await awaitQuiet(topology, 90_000);
  const times = topology.callTimes();
  const most = mostInASecond(times);
  const seconds = (times.at(-1)! - times[0]!) / 1_000;
  const accepted = keydelivery.journal.accepted();
  const needless = keydelivery.journal.needlessCreates().length;
  return [
    {
      what: `three workers make at most ${rate} calls a second, give or take a tenth`,
      ok: most <= rate * 1.1,
      figure: `${most} in the busiest second, ${times.length} calls, ${(times.length / seconds).toFixed(1)} a second`,
    },
    {
      what: "three workers register each parcel once",
      ok:
        needless === 0 &&
        accepted.length === parcels.certain + parcels.unknownCompany,
      figure: `${accepted.length} accepted, ${needless} asked for again`,
    },
  ];
}

// Of a shop that ships ten thousand at once, and of another that ships one.
async function judgeFairness(topology: Topology): Promise<Check> {
  const { shopify, keydelivery } = topology;
  const shop = await installShop(topology, "second.myshopify.com");
  await fillBacklog(topology.databaseUrl);
  shopify.fulfill(shopify.createOrder(shop), {
    trackingCompany: "UPS",
    trackingNumbers: ["WAKE"],
  });
  await sleep(3_000);
  const waits: number[] = [];
  for (let at = 0; at < 5; at++) {
    const number = `ONE${at}`;
    const startedAt = Date.now();
    shopify.fulfill(shopify.createOrder(shop), {
      trackingCompany: "UPS",
      trackingNumbers: [number],
    });
    await sleep(2_500);
    const call = keydelivery.journal.requests.find(
      (request) => request.number === number,
    );
    waits.push(call ? call.at - startedAt : Infinity);
  }
  const longest = Math.max(...waits);
  return {
    what: `a shop with ${backlog} waiting delays another's one by no more than a second`,
    ok: longest <= 1_000 + 1_000 / rate,
    figure: `${longest} ms at most from webhook to create call`,
  };
}

async function fillBacklog(connectionString: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(
    `INSERT INTO tracking (id, account_id, shop_id, carrier_id, number, ref, callback_key_id)
     SELECT gen_random_uuid(), account.id, shop.id, 'ups', 'BACKLOG' || n, 'backlog' || n, 1
     FROM generate_series(1, ${backlog}) AS n, shop, keydelivery_account AS account
     WHERE shop.domain = '${firstShop}' AND account.shop_id IS NULL`,
  );
  await client.end();
}
