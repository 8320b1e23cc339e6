import { tableOf } from "./figures.ts";
import { startBenchKeyDelivery } from "./keydelivery-of-bench.ts";
import { tableOfMarks } from "./marks.ts";
import { openBenchDatabases } from "./open-bench-databases.ts";
import {
  measureBacklog,
  measureFairness,
  measureIdle,
  measureRate,
  type Bench,
  type Found,
} from "./register-parts.ts";

const parts: Record<string, (bench: Bench) => Promise<Found>> = {
  idle: measureIdle,
  backlog: measureBacklog,
  fifty: measureRate(50, 2_000),
  twenty: measureRate(20, 400),
  fairness: measureFairness,
};

/** From a webhook, or a backlog, to create calls that arrive at KeyDelivery. */
export async function benchRegister(options: {
  only?: string | undefined;
  say: (text: string) => void;
}): Promise<Found & { ok: boolean }> {
  const { only, say } = options;
  const { databases, close } = await openBenchDatabases(["register"]);
  const closing = [close];
  try {
    const keydelivery = await startBenchKeyDelivery();
    closing.unshift(keydelivery.stop);
    const bench = { database: databases.register, keydelivery, next: 1 };
    const all: Found = { figures: {}, marks: [] };
    for (const [name, measure] of Object.entries(parts)) {
      if (only && only !== name) continue;
      const found = await measure(bench);
      Object.assign(all.figures, found.figures);
      all.marks.push(...found.marks);
    }
    const rows = Object.entries(all.figures);
    say(tableOf(rows.map(([what, value]) => [what, value.toFixed(1)])));
    say(`\n${tableOfMarks(all.marks)}`);
    return { ok: all.marks.every(({ ok }) => ok), ...all };
  } finally {
    for (const end of closing) await end();
  }
}
