import { spawn } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** Runs one of the app's entries as a process of its own, with this environment and no other. */
export function runAppFile(
  file: string,
  environment: Record<string, string>,
  options: string[] = [],
) {
  return spawn(process.execPath, [file, ...options], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      NODE_ENV: "production",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
