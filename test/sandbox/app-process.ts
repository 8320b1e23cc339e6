import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#test/support/free-port.ts";

export type AppProcess = {
  url: string;
  pid: number;
  /** Everything the app logged. */
  log(): string;
  stop(): Promise<void>;
};

/** What production starts Node.js with (docs/decisions 49 and 52). */
export const memoryEnvironment = {
  NODE_OPTIONS: "--max-old-space-size=1024 --max-semi-space-size=32",
  MALLOC_ARENA_MAX: "1",
};

/** Starts the production build as its own process, as `npm start` does, and waits until it is ready. */
export async function startApp(
  environment: Record<string, string>,
  port?: number,
): Promise<AppProcess> {
  const chosen = port ?? (await freePort());
  const url = `http://127.0.0.1:${chosen}`;
  const child = spawn(process.execPath, ["app/main.ts"], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      NODE_ENV: "production",
      ...memoryEnvironment,
      PORT: String(chosen),
      SHOPIFY_APP_URL: url,
      ALLOW_SIMULATION: "1",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C reaches this process, which then stops the app in order.
    detached: true,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (log += chunk.toString()));
  let isAsked = false;
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      if (!isAsked) process.stderr.write("\nThe app ended by itself.\n");
      resolve();
    }),
  );
  // A first start makes a database of its own, beside whatever else the machine does.
  const giveUpAt = Date.now() + 110_000;
  // A worker answers nobody: it says so itself.
  const isUp = () =>
    environment.ROLE === "worker"
      ? log.includes('"msg":"started"')
      : isReady(url);
  while (!(await isUp())) {
    if (child.exitCode !== null || Date.now() > giveUpAt)
      throw new Error(`the app did not start: ${reasonIn(log)}`);
    await sleep(100);
  }
  return {
    url,
    pid: child.pid ?? 0,
    log: () => log,
    async stop() {
      isAsked = true;
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** What its last fatal line says; without one, all that it wrote. */
function reasonIn(log: string) {
  const fatal = log.split("\n").findLast((line) => line.includes('"level":60'));
  const reason = fatal && /"message":"((?:[^"\\]|\\.)*)"/.exec(fatal)?.[1];
  return reason ?? `\n${log}`;
}

async function isReady(url: string) {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}
