import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { memoryOf } from "#test/bench/memory-of.ts";
import { printMemory } from "./print-memory.ts";
import { kindOf, readMemory } from "./read-memory.ts";

const folder = mkdtempSync(path.join(tmpdir(), "shipment-memory-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = () => {
  writeFileSync(
    path.join(folder, `${process.pid}.json`),
    JSON.stringify({ heapAfterCollection: 2 ** 20, external: 2 ** 21 }),
  );
  return readMemory(process.pid, folder);
};

const mapping = {
  ...{ from: 0x7f5c_b410_0000, bytes: 2 ** 20, residentBytes: 4_096 },
  ...{ permissions: "rw-p", isFile: false, name: "" },
};

describe("memory by who took it", () => {
  it("sums up to what is resident", () => {
    const { rssMiB, kinds } = read();
    const { resident } = memoryOf(process.pid);
    expect(Math.abs(rssMiB - resident)).toBeLessThan(resident / 10);
    for (const kind of ["v8", "code", "library", "mapped"] as const)
      expect(kinds[kind], kind).toBeGreaterThan(0);
  });

  it("is told by addresses where it has no name", () => {
    const kinds = [
      mapping,
      { ...mapping, permissions: "r-xp" },
      { ...mapping, name: "[heap]" },
      { ...mapping, name: "[stack]" },
      { ...mapping, from: 0x7f5c_b400_0000, bytes: 2_012 * 1_024 },
      { ...mapping, from: 0x7f5c_b400_1000 },
      { ...mapping, isFile: true, name: "/usr/lib/libc.so.6" },
    ].map(kindOf);
    expect(kinds).toEqual([
      ...["v8", "code", "library", "rest", "library", "rest", "mapped"],
    ]);
  });

  it("names the kind of a step", () => {
    const processes = (library: number) => {
      const now = read();
      return { web: { ...now, kinds: { ...now.kinds, library } } };
    };
    const rest = {
      ...{ connections: 20, waiting: 0, answered: 480, failed: 0 },
      ...{ p50: 9, p99: 30 },
    };
    const samples = [30, 30, 38, 38.5].map((library, index) => ({
      ...{ at: index * 5, processes: processes(library) },
      ...rest,
    }));
    expect(printMemory(samples)).toMatch(
      /the C library's\s+30\.0\s+38\.5\s+8\.0 at 10 s/,
    );
  });
});
