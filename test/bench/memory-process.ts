import { renameSync, writeFileSync } from "node:fs";
import { constants, PerformanceObserver } from "node:perf_hooks";

// Loaded into a process of the app before anything else (NODE_OPTIONS): writes down what its heap holds.

const folder = process.env.BENCH_MEMORY_FOLDER;
if (folder) {
  const file = `${folder}/${process.pid}.json`;
  // Between two full collections a heap tells how long ago the last one was, and not what lives in it.
  let heapAfterCollection = process.memoryUsage().heapUsed;
  new PerformanceObserver((list) => {
    if (list.getEntries().some(isFullCollection))
      heapAfterCollection = process.memoryUsage().heapUsed;
  }).observe({ entryTypes: ["gc"] });
  setInterval(() => {
    const { external } = process.memoryUsage();
    writeFileSync(
      `${file}.new`,
      JSON.stringify({ heapAfterCollection, external }),
    );
    renameSync(`${file}.new`, file);
  }, 1_000).unref();
}

// The types of Node.js leave out what an entry of a collection tells.
const isFullCollection = (entry: object) =>
  "detail" in entry &&
  (entry.detail as { kind: number }).kind ===
    constants.NODE_PERFORMANCE_GC_MAJOR;
