import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";

// From /proc: this is for Linux. Its clock ticks a hundred times a second, whatever the kernel's own does.
const ticksPerSecond = 100;

type Times = {
  parent: number;
  own: number;
  /** Of children that ended. */
  ended: number;
};

/** The processor seconds that a process has used; 0 for one that is gone. */
export function secondsOf(pid: number): number {
  return timesOf(pid)?.own ?? 0;
}

/** The same with all its children, those that ended too. */
export function secondsWithChildren(pid: number): number {
  const top = timesOf(pid);
  if (!top) return 0;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesOf(Number(name)))
    .filter((times) => times?.parent === pid)
    .reduce((sum, times) => sum + (times?.own ?? 0), top.own + top.ended);
}

export function parentOf(pid: number): number {
  const times = timesOf(pid);
  if (!times) throw new Error(`no process ${pid}`);
  return times.parent;
}

function timesOf(pid: number): Times | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (!text) return undefined;
  // Behind the name, which may hold blanks and brackets.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const seconds = (field: number) =>
    (Number(fields[field]) + Number(fields[field + 1])) / ticksPerSecond;
  return { parent: Number(fields[1]), own: seconds(11), ended: seconds(13) };
}

// A process can end between the listing and the reading.
function readText(file: string) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Of all processors: the seconds that they worked, for whomever, since the machine's start. */
export function busySeconds(): number {
  return cpus().reduce((sum, { times }) => {
    const { user, nice, sys, irq } = times;
    return sum + (user + nice + sys + irq) / 1_000;
  }, 0);
}
