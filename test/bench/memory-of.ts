import { readFileSync } from "node:fs";

/** What a process holds in memory, and the most that it held, in MiB. */
export function memoryOf(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024;
  return { resident: of("VmRSS"), highest: of("VmHWM") };
}
