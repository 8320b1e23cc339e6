import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "./random.ts";
import type { Topology } from "./topology.ts";

export type Interruptions = {
  kills: number;
  databaseRestarts: number;
  /** When something was killed or stopped. */
  times: number[];
};

/** Kills processes at random moments, and the database twice in between. Resolves after the last. */
export async function killProcesses(
  topology: Topology,
  random: Random,
  asked: { kills: number; withinMs: number },
): Promise<Interruptions> {
  const { kills, withinMs } = asked;
  const restartAt = [Math.floor(kills / 3), Math.floor((2 * kills) / 3)];
  let databaseRestarts = 0;
  const times: number[] = [];
  for (let count = 0; count < kills; count++) {
    await sleep(random.between(0.4, 1.6) * (withinMs / kills));
    if (restartAt.includes(count)) {
      times.push(Date.now());
      await topology.stopPostgres(
        databaseRestarts === 0 ? "fast" : "immediate",
      );
      databaseRestarts += 1;
    }
    times.push(Date.now());
    random.pick(topology.processes).kill();
  }
  return {
    kills: topology.processes.reduce((sum, one) => sum + one.kills(), 0),
    databaseRestarts,
    times,
  };
}
