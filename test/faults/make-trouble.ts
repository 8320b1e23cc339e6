import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import { browserHeaders } from "#test/sandbox/start-sandbox.ts";
import { firstShop } from "./install-shop.ts";
import type { Random } from "./random.ts";
import { operator, type Topology } from "./topology.ts";

const kinds = [
  faults.serverError,
  faults.htmlPage,
  faults.emptyAnswer,
  faults.cut,
  faults.acceptAndCut,
  faults.acceptAndCut,
  faults.slow(17_000),
  faults.tooManyRequests(1),
];
const adminKinds = ["error500", "cut", "cut_after", "unauthorized"] as const;

/**
 * KeyDelivery and Shopify misbehave, until the signal ends it. The quota is gone for a while, once; when it is back the
 * merchant clicks "Try again now" until that is heard.
 */
export async function makeTrouble(
  topology: Topology,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const { keydelivery, shopify } = topology;
  const quota = loseQuota(topology);
  while (!signal.aborted) {
    keydelivery.failNext(random.pick(kinds));
    if (random.next() < 0.4) shopify.failAdmin(1, random.pick(adminKinds));
    await sleep(random.between(150, 600));
  }
  await quota;
  keydelivery.clearFaults();
  shopify.clearAdminFaults();
}

async function loseQuota(topology: Topology) {
  await sleep(10_000);
  topology.keydelivery.setQuota(operator.apiKey, 0);
  await sleep(8_000);
  topology.keydelivery.setQuota(operator.apiKey, undefined);
  // Without the click it goes on by itself, only later.
  for (let click = 0; click < 20; click++) {
    await sleep(2_000);
    const outcome = await clickRetry(topology).catch(() => "");
    if (outcome === "retried" || outcome === "working") return;
  }
}

const answer = z.object({ outcome: z.string() });

async function clickRetry({ url, shopify }: Topology) {
  const response = await fetch(new URL("/app/account", url), {
    method: "POST",
    headers: {
      ...browserHeaders,
      authorization: `Bearer ${shopify.sessionToken(firstShop)}`,
    },
    body: new URLSearchParams({ intent: "retry" }),
  });
  return answer.parse(await response.json()).outcome;
}
