import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Capacity } from "./simulate-day.ts";

const measured = z.object({
  perSecond: z.number().positive(),
  /** Processor time of the database for one. */
  postgresSeconds: z.number().positive(),
});

const capacities = z.object({
  machine: z.string(),
  stored: measured,
  deliveries: measured,
  pushes: measured,
});

/** What `npm run bench -- scale` found for one process of each kind; docs/benchmarks.md has the whole of it. */
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

/**
 * Processes that each have a processor, as many times as fast as one; together no faster than the database's processors
 * allow, each kind of work alone.
 */
export function capacityOf(
  { webs, workers, postgresCores, creates }: Installation,
  found: Omit<z.infer<typeof capacities>, "machine"> = measuredCapacities,
): Capacity {
  const of = (kind: "stored" | "deliveries" | "pushes", processes: number) =>
    Math.min(
      processes * found[kind].perSecond,
      postgresCores / found[kind].postgresSeconds,
    );
  return {
    stored: of("stored", webs),
    deliveries: of("deliveries", workers),
    pushes: of("pushes", workers),
    creates,
  };
}
