import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { readMappings, type Mapping } from "./read-mappings.ts";

export type ProcessMemory = {
  rssMiB: number;
  /** After the last full collection. */
  heapMiB: number;
  externalMiB: number;
  /** What the resident memory is made of, in MiB: sums up to it. */
  kinds: Record<MemoryKind, number>;
  files: number;
};

export const memoryKinds = {
  v8: "V8's heap",
  code: "compiled code",
  library: "the C library's",
  mapped: "files",
  rest: "else",
};
export type MemoryKind = keyof typeof memoryKinds;

const mebibyte = 1_024 ** 2;
const v8PageBytes = 256 * 1_024;
// glibc gives each of its arenas addresses of their own.
const arenaBytes = 64 * mebibyte;

const written = z.object({
  heapAfterCollection: z.number(),
  external: z.number(),
});

/** Of a process that memory-process.ts was loaded into. */
export function readMemory(pid: number, memoryFolder: string): ProcessMemory {
  const { heapAfterCollection, external } = written.parse(
    JSON.parse(readFileSync(`${memoryFolder}/${pid}.json`, "utf8")),
  );
  const kinds = { v8: 0, code: 0, library: 0, mapped: 0, rest: 0 };
  for (const mapping of readMappings(pid))
    kinds[kindOf(mapping)] += mapping.residentBytes / mebibyte;
  return {
    rssMiB: Object.values(kinds).reduce((sum, one) => sum + one, 0),
    heapMiB: heapAfterCollection / mebibyte,
    externalMiB: external / mebibyte,
    kinds,
    files: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** By whom memory was taken; a guess for what has no name. */
export function kindOf(mapping: Mapping): MemoryKind {
  const { from, bytes, permissions, isFile, name } = mapping;
  if (isFile) return "mapped";
  if (permissions.includes("x")) return "code";
  if (name) return name === "[heap]" ? "library" : "rest";
  if (from % v8PageBytes === 0 && bytes % v8PageBytes === 0) return "v8";
  return from % arenaBytes === 0 ? "library" : "rest";
}
