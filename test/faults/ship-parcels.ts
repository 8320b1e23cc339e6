import { setTimeout as sleep } from "node:timers/promises";
import * as play from "#test/sandbox/keydelivery/scenarios.ts";
import type { Scenario } from "#test/sandbox/keydelivery/scenario.ts";
import type {
  SimulatedFulfillment,
  SimulatedShop,
} from "#test/sandbox/shopify/world.ts";
import { recipient, withSigner } from "./planted.ts";
import type { Random } from "./random.ts";
import type { Topology } from "./topology.ts";

/** What Shopify has in the end: the truth that everything else is compared with. */
export type Shipped = {
  fulfillment: SimulatedFulfillment;
  /** The number that counts; null for a fulfillment that was cancelled. */
  number: string | null;
  scenario: Scenario;
};

const scenarios: Record<string, Scenario> = {
  FA: play.ordinaryDelivery,
  FB: play.outOfOrder,
  FC: play.duplicated,
  FD: play.returned,
};
const burst = 20;

/**
 * Ships parcels in bursts whose webhooks come twice and in any order: with corrected numbers, echoes and
 * cancellations among them.
 */
export async function shipParcels(
  { shopify, keydelivery }: Topology,
  shops: SimulatedShop[],
  random: Random,
  asked: { parcels: number; withinMs: number },
): Promise<Shipped[]> {
  for (const [prefix, scenario] of Object.entries(scenarios))
    keydelivery.playScenario(`${prefix}*`, withSigner(scenario));
  Object.assign(shopify.webhooks.habits, {
    duplicate: true,
    shuffle: true,
    uncut: true,
  });
  const shipped: Shipped[] = [];
  const bursts = Math.ceil(asked.parcels / burst);
  for (let at = 0; at < bursts; at++) {
    shopify.webhooks.hold();
    for (let one = 0; one < burst; one++)
      shipped.push(
        shipOne(shopify, random, random.pick(shops), shipped.length),
      );
    shopify.webhooks.release();
    await sleep(asked.withinMs / bursts);
  }
  return shipped;
}

function shipOne(
  shopify: Topology["shopify"],
  random: Random,
  shop: SimulatedShop,
  index: number,
): Shipped {
  const prefix = random.pick(Object.keys(scenarios));
  const number = `${prefix}${String(index).padStart(8, "0")}`;
  const scenario = scenarios[prefix]!;
  const isTypo = random.next() < 0.2;
  const fulfillment = shopify.fulfill(shopify.createOrder(shop, recipient), {
    trackingCompany: random.pick([
      "UPS",
      "FedEx",
      "DHL Express",
      "Canada Post",
    ]),
    trackingNumbers: [isTypo ? `TYPO${number}` : number],
  });
  if (isTypo)
    shopify.updateTracking(fulfillment, { trackingNumbers: [number] });
  if (random.next() < 0.5) shopify.touch(fulfillment);
  if (random.next() > 0.05) return { fulfillment, number, scenario };
  shopify.cancel(fulfillment);
  return { fulfillment, number: null, scenario };
}
