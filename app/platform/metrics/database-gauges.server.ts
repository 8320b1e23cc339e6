import { Gauge, type Registry } from "prom-client";

export type QueueState = {
  queue: string;
  ready: number;
  deferred: number;
  active: number;
  failed: number;
  /** How long the one that waits longest has been due; null: none waits. */
  oldestDueSeconds: number | null;
  /** Since the counts were taken; null: never. */
  countedSeconds: number | null;
};

export type AccountCount = {
  owner: "operator" | "shop";
  state: string;
  count: number;
};

export type ReadDatabase = () => Promise<{
  queues: QueueState[];
  accounts: AccountCount[];
}>;

/**
 * What the database knows, the same in every process.
 * @returns what brings it up to date; a database that does not answer leaves no values of it, but "unreachable"
 */
export function watchDatabase(registry: Registry, read: ReadDatabase) {
  const gauges = createGauges(registry);
  return async (): Promise<void> => {
    const reading = await read().catch(() => undefined);
    for (const gauge of Object.values(gauges)) gauge.reset();
    gauges.reachable.set(reading ? 1 : 0);
    for (const queue of reading?.queues ?? []) setQueue(gauges, queue);
    for (const { owner, state, count } of reading?.accounts ?? [])
      gauges.accounts.set({ owner, state }, count);
  };
}

type Gauges = ReturnType<typeof createGauges>;

function setQueue(gauges: Gauges, state: QueueState) {
  const { queue, oldestDueSeconds, countedSeconds } = state;
  for (const name of ["ready", "deferred", "active", "failed"] as const)
    gauges.jobs.set({ queue, state: name }, state[name]);
  gauges.oldestDue.set({ queue }, Math.max(0, oldestDueSeconds ?? 0));
  if (countedSeconds !== null) gauges.counted.set({ queue }, countedSeconds);
}

function createGauges(registry: Registry) {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    ...labelNames: Label[]
  ) => new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    reachable: gauge(
      "tracking_database_reachable",
      "1 if the database answered this scrape",
    ),
    jobs: gauge(
      "tracking_queue_jobs",
      "Jobs in each queue, as a worker last counted them",
      "queue",
      "state",
    ),
    counted: gauge(
      "tracking_queue_counted_seconds",
      "Since a worker last counted a queue's jobs",
      "queue",
    ),
    oldestDue: gauge(
      "tracking_queue_oldest_due_seconds",
      "How long the job that waits longest has been due",
      "queue",
    ),
    accounts: gauge(
      "tracking_keydelivery_accounts",
      "KeyDelivery accounts in use",
      "owner",
      "state",
    ),
  };
}
