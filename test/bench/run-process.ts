import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { memoryEnvironment } from "#test/sandbox/app-process.ts";
import { freePort } from "#test/support/free-port.ts";
import type { Load, LoadResult } from "./load-process.ts";

const run = promisify(execFile);
const fileOf = (name: string) =>
  path.join(import.meta.dirname, `${name}-process.ts`);

/** A server of a benchmark as its own process, once it says that it is ready. */
export async function startServer(
  name: "floor" | "stock" | "keydelivery",
  environment: Record<string, string>,
) {
  const port = await freePort();
  const child = spawn(process.execPath, [fileOf(name)], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      ...memoryEnvironment,
      PORT: String(port),
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<never>((_, reject) =>
    child.once("exit", () => reject(new Error(`${name} ended by itself`))),
  );
  ended.catch(() => undefined);
  const ready = new Promise<void>((resolve) =>
    child.stdout.once("data", () => resolve()),
  );
  await Promise.race([ready, ended]);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/** Sends a load from a process of its own. */
export async function sendLoad(load: Load): Promise<LoadResult> {
  const { stdout } = await run(
    process.execPath,
    [fileOf("load"), JSON.stringify(load)],
    { maxBuffer: 10_000_000 },
  );
  return JSON.parse(stdout) as LoadResult;
}
