import { renameSync, writeFileSync } from "node:fs";

// Loaded into a process of the app before anything else (NODE_OPTIONS): writes down what its heap holds.

const folder = process.env.BENCH_MEMORY_FOLDER;
if (folder) {
  const file = `${folder}/${process.pid}.json`;
  setInterval(() => {
    writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()));
    renameSync(`${file}.new`, file);
  }, 1_000).unref();
}
