import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { isAlive } from "#app/platform/embedded-postgres/postmaster-file.server.ts";
import {
  ask,
  openHere,
  quiet,
  serverOf,
  serverPidOf,
  useDataDirs,
} from "./use-data-dirs.ts";

const { makeFolder, makeUsedFolder } = useDataDirs();

describe("a database of one's own", () => {
  test("is not started when DATABASE_URL names a server", async () => {
    const dataDir = await makeFolder();
    const url = "postgresql://elsewhere.example/app";
    const database = await openDatabase({
      databaseUrl: url,
      dataDir,
      logger: quiet,
      production: true,
    });
    expect(database).toMatchObject({ url, embedded: false });
    await database.close();
    expect(await serverPidOf(dataDir)).toBeUndefined();
  });

  test("listens on loopback only, wants its random password and keeps what is committed", async () => {
    const dataDir = await makeFolder();
    const database = await openHere(dataDir);
    const settings = await ask(
      database.url,
      `SELECT current_setting(name) FROM unnest(ARRAY['listen_addresses', 'unix_socket_directories',
       'fsync', 'full_page_writes', 'synchronous_commit', 'password_encryption', 'server_encoding']) name`,
    );
    expect(settings).toEqual([
      "127.0.0.1",
      "",
      "on",
      "on",
      "on",
      "scram-sha-256",
      "UTF8",
    ]);
    expect(
      await ask(
        database.url,
        "SELECT DISTINCT auth_method FROM pg_hba_file_rules",
      ),
    ).toEqual(["scram-sha-256"]);
    const file = path.join(dataDir, "postgres.password");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, "utf8")).length).toBeGreaterThan(30);
    const stranger = new URL(database.url);
    stranger.password = "guessed";
    await expect(ask(stranger.href, "SELECT 1")).rejects.toMatchObject({
      code: "28P01",
    });
    expect(
      await readFile(path.join(dataDir, "postgres.log"), "utf8"),
    ).toContain("ready to accept connections");
    await database.close();
  });

  test("writes no row and no statement into its log when one is refused", async () => {
    const dataDir = await makeFolder();
    const database = await openHere(dataDir);
    await ask(database.url, "CREATE TABLE held (name text UNIQUE)");
    const insert = "INSERT INTO held VALUES ('Ada Planted')";
    await ask(database.url, insert);
    await expect(ask(database.url, insert)).rejects.toMatchObject({
      code: "23505",
    });
    const log = await readFile(path.join(dataDir, "postgres.log"), "utf8");
    expect(log).toContain("held_name_key");
    expect(log).not.toContain("Planted");
    await database.close();
  });

  test("stops when it is closed, once, and is there again at the next start", async () => {
    const dataDir = await makeUsedFolder();
    const first = await openHere(dataDir);
    const pid = await serverOf(dataDir);
    await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
    await Promise.all([first.close(), first.close()]);
    await first.close();
    expect(isAlive(pid)).toBe(false);
    const second = await openHere(dataDir);
    expect(await ask(second.url, "SELECT n FROM kept")).toEqual([7]);
    await second.close();
  });

  test("is there again when its folder, copied while it was stopped, comes back from an archive", async () => {
    const dataDir = await makeUsedFolder();
    const first = await openHere(dataDir);
    await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
    await first.close();
    const archive = path.join(await makeFolder(), "tracking.tar.gz");
    const restored = await makeFolder();
    for (const args of [
      ["-C", dataDir, "-czf", archive, "."],
      ["-C", restored, "-xpzf", archive],
    ])
      expect(spawnSync("tar", args).status).toBe(0);
    const second = await openHere(restored);
    expect(await ask(second.url, "SELECT n FROM kept")).toEqual([7]);
    await second.close();
  });

  test("warns in production that its folder must last", async () => {
    const dataDir = await makeUsedFolder();
    const warnings: string[] = [];
    const database = await openDatabase({
      dataDir,
      production: true,
      logger: { ...quiet, warn: (_, text) => warnings.push(text) },
    });
    await database.close();
    expect(warnings).toEqual([expect.stringContaining("persistent volume")]);
  });

  test("says in seconds what the server complained of, and names DATABASE_URL, when it cannot start", async () => {
    const dataDir = await makeUsedFolder();
    const startedAt = Date.now();
    await expect(
      openHere(dataDir, { shared_buffers: "nonsense" }),
    ).rejects.toThrow(/shared_buffers.*DATABASE_URL/s);
    expect(Date.now() - startedAt).toBeLessThan(15_000);
  });
});
