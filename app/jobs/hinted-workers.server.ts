import type { PgBoss } from "pg-boss";

/** A worker of pg-boss in this process. */
export type HintedWorker = { id: string; isBusy: boolean };

export type HintedWorkers = {
  add(queue: string, worker: HintedWorker): void;
  /** A job of the queue is there to be fetched. */
  wake(queue: string): void;
};

/** This process's workers of hints. NOTIFY has every worker of every process ask for one job; here a single one does. */
export function createHintedWorkers(
  boss: Pick<PgBoss, "notifyWorker">,
): HintedWorkers {
  const queues = new Map<string, HintedWorker[]>();
  return {
    add(queue, worker) {
      queues.set(queue, [...(queues.get(queue) ?? []), worker]);
    },
    wake(queue) {
      const workers = queues.get(queue) ?? [];
      const free = workers.find(({ isBusy }) => !isBusy);
      if (!free) return;
      boss.notifyWorker(free.id);
      // Nobody knows when it has asked: the next hint is another's.
      queues.set(queue, [...workers.filter((one) => one !== free), free]);
    },
  };
}
