import { setTimeout as sleep } from "node:timers/promises";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
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

/** KeyDelivery and Shopify misbehave, until the signal ends it. The quota is gone for a while, once. */
export async function makeTrouble(
  { keydelivery, shopify }: Topology,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = Date.now();
  let quota: "there" | "gone" | "restored" = "there";
  while (!signal.aborted) {
    keydelivery.failNext(random.pick(kinds));
    if (random.next() < 0.4) shopify.failAdmin(1, random.pick(adminKinds));
    const ms = Date.now() - startedAt;
    if (quota === "there" && ms > 15_000) {
      keydelivery.setQuota(operator.apiKey, 0);
      quota = "gone";
    } else if (quota === "gone" && ms > 22_000) {
      keydelivery.setQuota(operator.apiKey, undefined);
      quota = "restored";
    }
    await sleep(random.between(150, 600));
  }
  keydelivery.setQuota(operator.apiKey, undefined);
  keydelivery.clearFaults();
  shopify.clearAdminFaults();
}
