import { addTracking } from "./answer-call.ts";
import type { Fault, FaultTarget } from "./faults.ts";
import { playStep, startPlaying } from "./player.ts";
import type { PushStep, Scenario } from "./scenario.ts";
import { serve } from "./serve.ts";
import {
  createWorld,
  scenarioFor,
  type SimAccount,
  type SimOptions,
  type World,
} from "./world.ts";

/**
 * A KeyDelivery on loopback that keeps state and refuses what the real one is known to refuse.
 * Scenarios run on its own fast clock from the moment a tracking is made.
 */
export async function startKeyDelivery(options: SimOptions) {
  const world = createWorld(options);
  const host = options.host ?? "127.0.0.1";
  const server = await serve(world, host, options.port ?? 0);
  const origin = `http://${host}:${server.port}`;
  return {
    origin,
    baseUrl: `${origin}/api/v1`,
    journal: world.journal,
    ...controls(world),
    /** Resolves when every scenario is played and every push was acknowledged or given up. */
    settled: () => world.schedule.settled(),
    /** Forgets what is planned, waits for what runs. */
    async close() {
      await world.schedule.stop();
      await server.close();
      if (world.schedule.failures.length > 0)
        throw new AggregateError(world.schedule.failures, "simulator failed");
    },
  };
}

export type SimulatedKeyDelivery = Awaited<ReturnType<typeof startKeyDelivery>>;

function controls(world: World) {
  return {
    /** For a number, or with "*" at the end for a beginning; before or after the tracking is made. */
    playScenario(number: string, scenario: Scenario) {
      world.scenarios.set(number, scenario);
      for (const tracking of world.trackings.values())
        if (scenarioFor(world, tracking.number) === scenario)
          startPlaying(world, tracking, scenario);
    },
    /** Lets something happen now to every tracking of a number, and pushes it. */
    async pushNow(number: string, step: PushStep) {
      for (const tracking of trackingsOf(world, number))
        await playStep(world, tracking, step);
    },
    /** A tracking that other software made: it moves, and no push of it reaches us. */
    seedElsewhere(seed: {
      carrierId: string;
      number: string;
      account?: number;
      webhookUrl?: string;
    }) {
      const { account = 0, webhookUrl = null, carrierId, number } = seed;
      const shape = { areaShow: true, ascending: false };
      addTracking(world, { account, carrierId, number, webhookUrl, ...shape });
    },
    failNext: (fault: Fault, target?: FaultTarget) =>
      world.faults.add(fault, target),
    clearFaults: () => world.faults.clear(),
    setDetection: (prefix: string, carrierIds: readonly string[]) => {
      world.detectRules = world.detectRules.filter(
        (rule) => rule.prefix !== prefix,
      );
      world.detectRules.push({ prefix, carrierIds });
    },
    addCarrier: (id: string, name: string) =>
      void world.carrierNames.set(id, name),
    addAccount: (account: SimAccount) =>
      void world.accounts.push({ ...account }),
    setQuota(apiKey: string, quota: number | undefined) {
      for (const account of world.accounts)
        if (account.apiKey === apiKey) account.quota = quota;
    },
    /** What was signed with the old secret is refused from then on. */
    changeSecret(apiKey: string, apiSecret: string) {
      for (const account of world.accounts)
        if (account.apiKey === apiKey) account.apiSecret = apiSecret;
    },
    trackings: () => [...world.trackings.values()].map(describe),
  };
}

const trackingsOf = (world: World, number: string) =>
  [...world.trackings.values()].filter(
    (tracking) => tracking.number === number,
  );

function describe(tracking: ReturnType<typeof addTracking>) {
  const { account, carrierId, number, webhookUrl, scenario } = tracking;
  return {
    account,
    carrierId,
    number,
    webhookUrl,
    scenario: scenario?.name ?? null,
    expected: scenario?.expected ?? null,
    scans: tracking.scans.length,
    /** Every step was played; the last push may still be under way. */
    played: tracking.stepsPlayed === (scenario?.steps.length ?? 0),
  };
}
