import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { memoryEnvironment } from "#test/sandbox/app-process.ts";
import { untilReady } from "./until-ready.ts";

export type KeptProcess = {
  name: string;
  /** kill -9. */
  kill(): void;
  /** SIGTERM. Resolves when it has ended; a new one is on its way then. */
  restart(): Promise<void>;
  untilReady(): Promise<void>;
  /** SIGTERM, and no new one. */
  stop(): Promise<void>;
  kills(): number;
};

/** A process of the app that is started again whenever it ends, as a supervisor does. */
export function keepRunning(
  name: string,
  environment: Record<string, string>,
  logFile: string,
): KeptProcess {
  const health = `http://127.0.0.1:${environment.METRICS_PORT}`;
  const log = openSync(logFile, "a", 0o600);
  let child: ChildProcess | undefined;
  let isWanted = true;
  let kills = 0;
  const start = () => {
    child = spawn(process.execPath, ["app/main.ts"], {
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        NODE_ENV: "production",
        ...memoryEnvironment,
        ...environment,
      },
      stdio: ["ignore", log, log],
      detached: true,
    });
    return new Promise<void>((resolve) => child?.once("exit", () => resolve()));
  };
  const supervise = async () => {
    while (isWanted) {
      await start();
      if (isWanted) await sleep(200);
    }
  };
  const supervising = supervise();
  return {
    name,
    kill() {
      if (child?.kill("SIGKILL")) kills += 1;
    },
    async restart() {
      const ended = once(child!, "exit");
      child?.kill("SIGTERM");
      await ended;
    },
    untilReady: () => untilReady(health, logFile),
    async stop() {
      isWanted = false;
      child?.kill("SIGTERM");
      await supervising;
    },
    kills: () => kills,
  };
}
