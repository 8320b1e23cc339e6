import { setTimeout as sleep } from "node:timers/promises";
import type { Arrivals } from "./keydelivery-process.ts";
import { startServer } from "./run-process.ts";
import { benchAccount } from "./token-pushes.ts";

export type BenchKeyDelivery = Awaited<
  ReturnType<typeof startBenchKeyDelivery>
>;

/** The light KeyDelivery in a process of its own. */
export async function startBenchKeyDelivery() {
  const server = await startServer("keydelivery", {
    API_KEY: benchAccount.apiKey,
    API_SECRET: benchAccount.apiSecret,
  });
  const arrivals = async () =>
    (await (await fetch(`${server.url}/arrivals`)).json()) as Arrivals;
  return {
    ...server,
    baseUrl: `${server.url}/api/v1`,
    /** Forgets the calls so far; what was made stays made. */
    begin: (answerMs: number) =>
      fetch(`${server.url}/begin?answerMs=${answerMs}`),
    /** @throws Error where a call was refused, made twice, or did not come in time */
    async awaitCalls(count: number, patienceMs: number): Promise<Arrivals> {
      const giveUpAt = Date.now() + patienceMs;
      for (;;) {
        const found = await arrivals();
        if (found.refused + found.repeated > 0)
          throw new Error(`${found.refused} refused, ${found.repeated} twice`);
        if (found.calls.length >= count) {
          found.calls.sort((one, other) => one.at - other.at);
          return found;
        }
        if (Date.now() > giveUpAt)
          throw new Error(`${found.calls.length} calls of ${count}`);
        await sleep(Math.min(2_000, patienceMs / 10));
      }
    },
  };
}
