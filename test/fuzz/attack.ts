import { inject } from "vitest";
import type { Border } from "./border.ts";

declare module "vitest" {
  // Only an interface merges with vitest's own.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface ProvidedContext {
    /** Of `npm run fuzz`; nothing in a run of all tests. */
    fuzz: { seed: number; minutes: number } | undefined;
  }
}

/** The same inputs in every run of all tests, so that none fails by chance; `npm run fuzz` looks for new ones. */
const { seed, minutes } = inject("fuzz") ?? { seed: 20_261_129, minutes: 0 };

/** As long as one border, of so many of all, is attacked; undefined: by number. */
export function msFor(share: number): number | undefined {
  return minutes > 0 ? minutes * 60_000 * share : undefined;
}

/** How long a test may take, of the whole. */
export const patienceMs = Math.max(60_000, minutes * 60_000 * 1.5);

export type Tally = { inputs: number; borders: number; startedAt: number };
export const newTally = (): Tally => ({
  ...{ inputs: 0, borders: 0 },
  startedAt: performance.now(),
});

/** Each border gets its part of the inputs, or of the time. */
export async function attack(
  border: Border,
  all: readonly Border[],
  options: { inputs: number; tally: Tally },
): Promise<void> {
  const { inputs, tally } = options;
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const share = border.weight / total;
  tally.inputs += await border.attack({
    inputs: Math.ceil(inputs * share),
    seed,
    forMs: msFor(share),
  });
  tally.borders += 1;
}

export function report(what: string, { inputs, borders, startedAt }: Tally) {
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    `fuzz ${what}: ${inputs} inputs, ${borders} borders, ${seconds.toFixed(1)} s, seed ${seed}`,
  );
}
