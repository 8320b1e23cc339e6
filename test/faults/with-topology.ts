import { startTopology, type Topology } from "./topology.ts";
import type { Check } from "./check.ts";

/** Runs and judges something on a topology of its own. What the app logged stays where a check failed. */
export async function withTopology(
  options: Parameters<typeof startTopology>[0],
  say: (text: string) => void,
  run: (topology: Topology) => Promise<Check[]>,
): Promise<Check[]> {
  const topology = await startTopology(options);
  let isSound = false;
  try {
    const checks = await run(topology);
    isSound = checks.every(({ ok }) => ok);
    return checks;
  } finally {
    if (!isSound) say(`what the app logged: ${topology.logFile}`);
    await topology.close({ keepFiles: !isSound });
  }
}
