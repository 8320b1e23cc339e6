import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const bytes = 20_000;
const rounds = 10;
const each = 50;

type Collect = (options: { type: "minor" | "major" }) => void;

/**
 * Has `use` called five hundred times, each with a buffer that nobody needs afterwards, and collects the young generation
 * now and then. The share of the buffers that is still there: it waits for a full collection.
 */
export async function shareOfKeptBuffers(
  use: (buffer: Buffer) => Promise<unknown>,
): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as Collect;
  const useEach = async () => {
    for (let n = 0; n < each; n++) await use(Buffer.alloc(bytes, n));
  };
  await useEach();
  collect({ type: "major" });
  const before = process.memoryUsage().arrayBuffers;
  for (let round = 0; round < rounds; round++) {
    await useEach();
    collect({ type: "minor" });
  }
  // What is free is counted as such by the next one.
  collect({ type: "minor" });
  const kept = process.memoryUsage().arrayBuffers - before;
  return kept / (rounds * each * bytes);
}
