import { readFileSync } from "node:fs";

export type Mapping = {
  /** An address; below 2⁴⁷, so a number holds it. */
  from: number;
  bytes: number;
  residentBytes: number;
  permissions: string;
  isFile: boolean;
  /** Of a file its path, else what the kernel calls it, mostly nothing. */
  name: string;
};

const header =
  /^([0-9a-f]+)-([0-9a-f]+) (\S+) [0-9a-f]+ \S+ (\d+) *(.*)\n(?:.*\n)*?Rss:\s+(\d+) kB$/gm;

/** What a process has mapped (`/proc/PID/smaps`, proc_pid_smaps(5)). */
export const readMappings = (pid: number): Mapping[] =>
  Array.from(
    readFileSync(`/proc/${pid}/smaps`, "utf8").matchAll(header),
    ([
      ,
      from = "",
      to = "",
      permissions = "",
      inode,
      name = "",
      kilobytes,
    ]) => ({
      from: parseInt(from, 16),
      bytes: parseInt(to, 16) - parseInt(from, 16),
      residentBytes: Number(kilobytes) * 1_024,
      permissions,
      isFile: inode !== "0",
      name,
    }),
  );
