import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { drainAccount } from "#app/jobs/definitions.ts";
import { createHintedWorkers } from "#app/jobs/hinted-workers.server.ts";
import { useQueue } from "./use-queue.ts";

describe("the workers of hints", () => {
  const open = (count: number) => {
    const woken: string[] = [];
    const hinted = createHintedWorkers({
      notifyWorker: (id) => woken.push(id),
    });
    const workers = Array.from({ length: count }, (_, index) => ({
      id: String(index),
      isBusy: false,
    }));
    for (const worker of workers) hinted.add("queue", worker);
    return { woken, workers, wake: () => hinted.wake("queue") };
  };

  it("are woken one at a time, each in its turn", () => {
    const { woken, wake } = open(3);
    for (let times = 0; times < 4; times++) wake();
    expect(woken).toEqual(["0", "1", "2", "0"]);
  });

  it("are left alone while they work", () => {
    const { woken, workers, wake } = open(2);
    workers[0]!.isBusy = true;
    wake();
    workers[1]!.isBusy = true;
    wake();
    expect(woken).toEqual(["1"]);
  });

  it("of another queue sleep on", () => {
    const { woken } = open(2);
    createHintedWorkers({ notifyWorker: (id) => woken.push(id) }).wake("other");
    expect(woken).toEqual([]);
  });
});

describe("a hint", () => {
  const { running } = useQueue();

  it("is taken up at once, one after the other for one key", async () => {
    const accountId = randomUUID();
    const hint = () =>
      running.queue.enqueue(
        drainAccount,
        { accountId },
        { singletonKey: accountId },
      );
    const gates: PromiseWithResolvers<void>[] = [];
    await running.queue.work(drainAccount, () => {
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      return gate.promise;
    });
    await hint();
    await expect.poll(() => gates.length).toBe(1);
    // While it is worked on, one more waits, and is fetched as soon as it may be.
    await hint();
    await hint();
    gates[0]!.resolve();
    await expect.poll(() => gates.length).toBe(2);
    gates[1]!.resolve();
  });
});
