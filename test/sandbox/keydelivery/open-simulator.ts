import { onTestFinished } from "vitest";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { startKeyDelivery } from "./start-keydelivery.ts";
import type { SimOptions } from "./world.ts";

export const account = { apiKey: "KEY", apiSecret: "SECRET" };
export const other = { apiKey: "OTHER", apiSecret: "OTHERSECRET" };
export const webhookUrl = "http://127.0.0.1:9/callbacks/keydelivery/x";

/** A simulator for one test, and our client to it. */
export async function openSimulator(options: Partial<SimOptions> = {}) {
  const simulator = await startKeyDelivery({
    accounts: [account, other],
    speed: 10,
    ...options,
  });
  onTestFinished(() => simulator.close());
  const { baseUrl } = simulator;
  const client = createKeyDeliveryClient({ baseUrl, fetch, timeoutMs: 1_000 });
  const create = (number: string, url = webhookUrl, carrierId = "usps") =>
    client.createTracking(account, {
      carrierId,
      trackingNumber: number,
      webhookUrl: url,
    });
  return { simulator, client, create };
}
