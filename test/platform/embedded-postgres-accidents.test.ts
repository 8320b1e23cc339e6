import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { spawn } from "node:child_process";
import { describe, expect, test } from "vitest";
import { isAlive } from "#app/platform/embedded-postgres/postmaster-file.server.ts";
import { findServerUser } from "#app/platform/embedded-postgres/run-as.server.ts";
import {
  ask,
  openHere,
  postmasterFileOf,
  serverOf,
  serverPidOf,
  until,
  useDataDirs,
} from "./use-data-dirs.ts";

const { makeFolder, makeUsedFolder, open, begin } = useDataDirs();

describe("after an accident", () => {
  test("kill -9 of the parent leaves the server running, and the next process attaches to it", async () => {
    const dataDir = await makeUsedFolder();
    const killed = await open(dataDir);
    const pid = await serverOf(dataDir);
    await ask(killed.answer.url, "CREATE TABLE kept AS SELECT 7 AS n");
    killed.kill("SIGKILL");
    await killed.ended;
    const next = await openHere(dataDir);
    expect(await serverOf(dataDir)).toBe(pid);
    expect(next.url).toBe(killed.answer.url);
    expect(await ask(next.url, "SELECT n FROM kept")).toEqual([7]);
    await next.close();
    expect(isAlive(pid)).toBe(false);
  });

  test("Ctrl-C does not reach the server, which goes on for the others", async () => {
    const dataDir = await makeUsedFolder();
    const interrupted = await open(dataDir);
    const pid = await serverOf(dataDir);
    const other = await openHere(dataDir);
    interrupted.kill("SIGINT", true);
    await interrupted.ended;
    expect(await ask(other.url, "SELECT 1")).toEqual([1]);
    expect(await serverOf(dataDir)).toBe(pid);
    await other.close();
  });

  test("Ctrl-C in the last process stops the server in order", async () => {
    const dataDir = await makeUsedFolder();
    const last = await open(dataDir);
    last.kill("SIGINT", true);
    await last.ended;
    expect(await serverPidOf(dataDir)).toBeUndefined();
    expect(
      await readFile(path.join(dataDir, "postgres.log"), "utf8"),
    ).toContain("database system is shut down");
  });

  test("kill -9 of the server loses nothing that was committed, and a start recovers", async () => {
    const dataDir = await makeUsedFolder();
    const killed = await open(dataDir);
    await ask(killed.answer.url, "CREATE TABLE kept AS SELECT 7 AS n");
    const pid = await serverOf(dataDir);
    killed.kill("SIGKILL");
    await killed.ended;
    process.kill(pid, "SIGKILL");
    await until(async () => !isAlive(pid));
    expect(await readFile(postmasterFileOf(dataDir), "utf8")).toContain(
      String(pid),
    );
    const next = await openHere(dataDir);
    expect(await ask(next.url, "SELECT n FROM kept")).toEqual([7]);
    await next.close();
  });

  test.each(["another program", "another PostgreSQL"])(
    "a lock whose process number went to %s is recovered",
    async (who) => {
      const dataDir = await makeUsedFolder();
      const sleeper = spawn("sleep", ["60"], { ...findServerUser(), cwd: "/" });
      const neighbour = await makeFolder();
      if (who === "another PostgreSQL") await open(neighbour);
      const other = await serverPidOf(neighbour);
      const pid = Number(other ?? sleeper.pid);
      await writeFile(
        postmasterFileOf(dataDir),
        `${pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n`,
      );
      const next = await openHere(dataDir);
      expect(await ask(next.url, "SELECT 1")).toEqual([1]);
      expect(await serverOf(dataDir)).not.toBe(pid);
      await next.close();
      expect(isAlive(pid)).toBe(true);
      sleeper.kill();
    },
  );

  test.each(["", "no number\n", "0\n"])(
    "a lock that a crashed machine left as %j is recovered",
    async (text) => {
      const dataDir = await makeUsedFolder();
      const first = await openHere(dataDir);
      await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
      await first.close();
      await writeFile(postmasterFileOf(dataDir), text);
      const next = await openHere(dataDir);
      expect(await ask(next.url, "SELECT n FROM kept")).toEqual([7]);
      await next.close();
    },
  );

  test("what a start that was killed left half made is cleared away", async () => {
    const dataDir = await makeFolder();
    const entries = () => readdir(path.join(dataDir, "postgres"));
    const killed = begin(dataDir);
    await until(async () => (await entries()).length > 0);
    killed.kill("SIGKILL");
    await killed.ended;
    expect(await entries()).not.toContain("data");
    const next = await openHere(dataDir);
    expect(await entries()).toEqual(["data"]);
    await next.close();
  });
});

describe("a process whose server is taken away", () => {
  test("makes itself known again, so that another one leaving does not stop the server", async () => {
    const dataDir = await makeUsedFolder();
    const stays = await openHere(dataDir);
    const leaves = await openHere(dataDir);
    const locks = `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND granted`;
    await ask(
      stays.url,
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'",
    );
    await until(async () => (await ask(stays.url, locks))[0] === 2);
    await leaves.close();
    expect(await ask(stays.url, "SELECT 1")).toEqual([1]);
    await stays.close();
    expect(await serverPidOf(dataDir)).toBeUndefined();
  });

  test("starts it again at the same address", async () => {
    const dataDir = await makeUsedFolder();
    const database = await openHere(dataDir);
    await ask(database.url, "CREATE TABLE kept AS SELECT 7 AS n");
    const pid = await serverOf(dataDir);
    process.kill(pid, "SIGKILL");
    await until(
      async () => (await ask(database.url, "SELECT n FROM kept"))[0] === 7,
    );
    expect(await serverOf(dataDir)).not.toBe(pid);
    await database.close();
    expect(await serverPidOf(dataDir)).toBeUndefined();
  });

  test("starts it again at the same address, once the statement that outlived it is done", async () => {
    const dataDir = await makeUsedFolder();
    const database = await openHere(dataDir);
    const pid = await serverOf(dataDir);
    // Of set length, and deaf to the server's end: it neither waits nor sends anything.
    const busy = ask(
      database.url,
      `DO $$ DECLARE until timestamptz := clock_timestamp() + '4 s';
       BEGIN WHILE clock_timestamp() < until LOOP END LOOP; END $$`,
    );
    busy.catch(() => undefined);
    const isAtWork = `SELECT count(*)::int FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'`;
    await until(async () => (await ask(database.url, isAtWork))[0] === 1);
    process.kill(pid, "SIGKILL");
    await until(async () => (await ask(database.url, "SELECT 1"))[0] === 1);
    expect(await serverOf(dataDir)).not.toBe(pid);
    await database.close();
    expect(
      await readFile(path.join(dataDir, "postgres.log"), "utf8"),
    ).toContain("still in use");
  });
});
