import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { isAlive } from "#app/platform/embedded-postgres/postmaster-file.server.ts";
import {
  ask,
  openHere,
  serverOf,
  serverPidOf,
  useDataDirs,
} from "./use-data-dirs.ts";

const { makeFolder, makeUsedFolder, open } = useDataDirs();

describe("several processes", () => {
  test("that start at the same moment end with one server", async () => {
    const dataDir = await makeFolder();
    const all = await Promise.all([1, 2, 3, 4].map(() => open(dataDir)));
    expect(new Set(all.map(({ answer }) => answer.url)).size).toBe(1);
    expect(all.map(({ answer }) => answer.error)).toEqual(["", "", "", ""]);
    const log = await readFile(path.join(dataDir, "postgres.log"), "utf8");
    expect(log.match(/starting PostgreSQL/g)).toHaveLength(1);
  });

  test("share the server, and the last to leave stops it", async () => {
    const dataDir = await makeUsedFolder();
    const first = await open(dataDir);
    const second = await open(dataDir);
    const pid = await serverOf(dataDir);
    await first.close();
    expect(await ask(second.answer.url, "SELECT 1")).toEqual([1]);
    await second.close();
    expect(isAlive(pid)).toBe(false);
  });

  test("that leave at the same moment leave nothing running", async () => {
    const dataDir = await makeUsedFolder();
    const all = await Promise.all([1, 2, 3].map(() => open(dataDir)));
    const pid = await serverOf(dataDir);
    await Promise.all(all.map((child) => child.close()));
    expect(isAlive(pid)).toBe(false);
  });

  test("find a server that works, when one comes while the last one leaves", async () => {
    const dataDir = await makeUsedFolder();
    let last = await openHere(dataDir);
    for (const wait of [0, 2, 5, 10, 20, 40, 80]) {
      const leaving = last.close();
      await sleep(wait);
      last = await openHere(dataDir);
      await leaving;
      expect(await ask(last.url, "SELECT 1")).toEqual([1]);
    }
    await last.close();
    expect(await serverPidOf(dataDir)).toBeUndefined();
  });
});
