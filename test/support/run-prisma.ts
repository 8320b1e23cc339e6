import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");

// The time limit of Prisma's lock is not called off when the lock is had, and keeps the process for 10 s.
const endsInTime = `data:text/javascript,${encodeURIComponent(
  `const set = globalThis.setTimeout;
   globalThis.setTimeout = (work, ms, ...more) => {
     const timer = set(work, ms, ...more);
     return ms >= 10_000 ? timer.unref() : timer;
   };`,
)}`;

/** What Prisma's own command line prints of the database at `url`. */
export async function runPrisma(
  url: string,
  ...words: string[]
): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    [
      `--import=${endsInTime}`,
      path.join(root, "node_modules/prisma/build/index.js"),
      ...words,
    ],
    {
      cwd: root,
      env: {
        NODE_ENV: "test",
        PATH: "/usr/bin:/bin",
        MIGRATE_DATABASE_URL: url,
        CHECKPOINT_DISABLE: "1",
      },
    },
  ).catch((error: { stdout: string }) => error);
  return stdout;
}
