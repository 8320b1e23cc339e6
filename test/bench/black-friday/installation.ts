import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Capacity } from "./simulate-day.ts";

const measured = z.object({
  /** Processor time of the process for one, and of the database. */
  processSeconds: z.number().positive(),
  postgresSeconds: z.number().positive(),
});

const capacities = z.object({
  machine: z.string(),
  stored: measured,
  deliveries: measured,
  pushes: measured,
});

/** What `npm run bench -- scale` found with one process of each kind; docs/benchmarks.md has the whole of it. */
export const measuredCapacities = capacities.parse(
  JSON.parse(readFileSync(new URL("capacities.json", import.meta.url), "utf8")),
);

export type Installation = {
  webs: number;
  workers: number;
  /** Processors of the database's server. */
  postgresCores: number;
  /** Create calls a second: all accounts together. */
  creates: number;
};

// What is always full has no room for a burst, and waits for itself.
const mostBusy = 0.8;

/**
 * What processes do that have a processor each; together no more than the database's processors allow, each kind of work
 * alone.
 */
export function capacityOf(
  { webs, workers, postgresCores, creates }: Installation,
  found: Omit<z.infer<typeof capacities>, "machine"> = measuredCapacities,
): Capacity {
  const of = (kind: "stored" | "deliveries" | "pushes", processes: number) =>
    mostBusy *
    Math.min(
      processes / found[kind].processSeconds,
      postgresCores / found[kind].postgresSeconds,
    );
  return {
    stored: of("stored", webs),
    deliveries: of("deliveries", workers),
    pushes: of("pushes", workers),
    creates,
  };
}
