import {
  daySeconds,
  parcelsOf,
  pushesPerSecond,
  type Demand,
} from "./demand.ts";
import { createFluidQueue, type FluidQueue } from "./fluid-queue.ts";

/** What the installation can do in a second. */
export type Capacity = {
  /** Webhooks and pushes stored, by all web processes. */
  stored: number;
  /** Deliveries carried out, by all workers, if they did nothing else. */
  deliveries: number;
  /** Pushes applied, the same way. */
  pushes: number;
  /** Create calls: the sum of the accounts' rates, or what the workers manage. */
  creates: number;
};

const stages = [
  "door",
  "deliveries",
  "pushes",
  "registration",
  "backfill",
] as const;
export type Stage = (typeof stages)[number];

export type StageDay = {
  arrived: number;
  done: number;
  /** At midnight. */
  waiting: number;
  mostWaiting: number;
  /** Seconds that what was next had waited, at most. */
  longestAge: number;
  /** The age at the end of each minute. */
  ages: number[];
  /** The second of the day from which nothing that is older than a few seconds waited any more; undefined: never. */
  drainedAt: number | undefined;
};

export type Day = Record<Stage, StageDay>;

// A queue that is emptied every second still has what came in this one.
const settledAge = 5;

/**
 * Black Friday, second by second: what comes in waits at the door for the web processes (Shopify repeats what was
 * answered 503), then for a worker, then for a slot at KeyDelivery, live parcels before imported ones.
 */
export function simulateDay(demand: Demand, capacity: Capacity): Day {
  const queues: Record<Stage, FluidQueue> = {
    door: createFluidQueue(),
    deliveries: createFluidQueue(),
    pushes: createFluidQueue(),
    registration: createFluidQueue(),
    backfill: createFluidQueue(),
  };
  const watches = new Map(stages.map((stage) => [stage, watchStage()]));
  const parcels = parcelsOf(demand);
  for (let second = 0; second < daySeconds; second++) {
    step(queues, demand, capacity, { second, parcels: parcels[second] ?? 0 });
    for (const stage of stages) watches.get(stage)?.note(second, queues[stage]);
  }
  return Object.fromEntries(
    stages.map((stage) => [stage, watches.get(stage)?.end(queues[stage])]),
  ) as Day;
}

function step(
  queues: Record<Stage, FluidQueue>,
  demand: Demand,
  capacity: Capacity,
  now: { second: number; parcels: number },
) {
  const webhooks = now.parcels * demand.webhooksPerParcel;
  const pushes = pushesPerSecond(demand);
  queues.door.arrive(webhooks + pushes);
  const stored = queues.door.serve(capacity.stored);
  const webhookShare = webhooks / (webhooks + pushes);
  queues.deliveries.arrive(stored * webhookShare);
  queues.pushes.arrive(stored * (1 - webhookShare));
  const carriedOut = serveBoth(queues, capacity);
  queues.registration.arrive(carriedOut / demand.webhooksPerParcel);
  queues.backfill.arrive(now.second === 0 ? demand.backfill : 0);
  const live = queues.registration.serve(capacity.creates);
  queues.backfill.serve(capacity.creates - live);
}

// Two kinds of work on the same processors: half for each, and what one leaves for the other.
function serveBoth(
  { deliveries, pushes }: Record<Stage, FluidQueue>,
  capacity: Capacity,
) {
  const wanted = {
    deliveries: deliveries.waiting() / capacity.deliveries,
    pushes: pushes.waiting() / capacity.pushes,
  };
  const forDeliveries = Math.min(
    wanted.deliveries,
    Math.max(0.5, 1 - wanted.pushes),
  );
  pushes.serve((1 - forDeliveries) * capacity.pushes);
  return deliveries.serve(forDeliveries * capacity.deliveries);
}

function watchStage() {
  const ages: number[] = [];
  let mostWaiting = 0;
  let longestAge = 0;
  let lastOld = -1;
  return {
    note(second: number, queue: FluidQueue) {
      const age = queue.age();
      mostWaiting = Math.max(mostWaiting, queue.waiting());
      longestAge = Math.max(longestAge, age);
      if (age > settledAge) lastOld = second;
      if (second % 60 === 59) ages.push(age);
    },
    end: (queue: FluidQueue): StageDay => ({
      arrived: queue.arrived(),
      done: queue.done(),
      waiting: queue.waiting(),
      ...{ mostWaiting, longestAge, ages },
      drainedAt: lastOld === daySeconds - 1 ? undefined : lastOld + 1,
    }),
  };
}
