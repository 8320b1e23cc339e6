import { chown, cp, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { findServerUser } from "#app/platform/embedded-postgres/run-as.server.ts";
import { takeStartLock } from "#app/platform/embedded-postgres/take-start-lock.server.ts";
import {
  ask,
  isRoot,
  openingScript,
  postmasterFileOf,
  projectFolder,
  useDataDirs,
} from "./use-data-dirs.ts";

const { makeFolder, open } = useDataDirs();

const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

/** A clone with what opening a database takes of it. */
async function clone(folder: string, without: string[] = []) {
  const packages = await readdir(path.join(projectFolder, "node_modules"));
  const ours = packages.filter((name) =>
    /^(pg|pg-[^b].*|pgpass|postgres-.*|split2|xtend)$/.test(name),
  );
  for (const entry of [
    "package.json",
    "app/platform",
    openingScript,
    ...[...ours, platformPackage].map((name) => `node_modules/${name}`),
  ])
    if (!without.includes(entry))
      await cp(path.join(projectFolder, entry), path.join(folder, entry), {
        recursive: true,
        verbatimSymlinks: true,
        dereference: false,
      });
  return folder;
}

if (!isRoot)
  process.stderr.write(
    "\n*** NOT ROOT: the embedded database is not tried as root ***\n\n",
  );

describe.runIf(isRoot)("as root", () => {
  test("the server runs as the user postgres", async () => {
    const dataDir = await makeFolder();
    await (await open(dataDir)).close();
    const { uid } = await stat(path.join(dataDir, "postgres/data/PG_VERSION"));
    expect(uid).toBe(findServerUser().uid);
    expect(uid).not.toBe(0);
  });

  test("in a clone under a 0700 home it works, keeps its data, and says so when they are lost", async () => {
    const home = await makeFolder(0o700);
    const project = await clone(path.join(home, "clone"));
    const dataDir = path.join(project, ".data");
    const first = await open(dataDir, { project });
    expect(first.answer.error).toBe("");
    await ask(first.answer.url, "CREATE TABLE kept AS SELECT 7 AS n");
    await first.close();
    const cluster = path.dirname(postmasterFileOf(dataDir));
    expect(cluster.startsWith(home)).toBe(false);

    const second = await open(dataDir, { project });
    expect(await ask(second.answer.url, "SELECT n FROM kept")).toEqual([7]);
    await second.close();

    await rm(path.dirname(cluster), { recursive: true });
    const third = await open(dataDir, { project });
    expect(third.answer.error).toMatch(/postgres\.location.*gone/);
  });

  test("a user is made where there is none", () => {
    const name = `pg-test-${process.pid}`;
    try {
      expect(findServerUser(name).uid).toBeGreaterThan(0);
      expect(findServerUser(name)).toEqual(findServerUser(name));
    } finally {
      spawnSync("/usr/sbin/userdel", [name]);
    }
  });

  test("without a user and a way to make one, the error names DATABASE_URL", async () => {
    const { answer } = await open(await makeFolder(), {
      env: { NODE_ENV: "test", PATH: "/nowhere" },
    });
    expect(answer.error).toMatch(/as root.*DATABASE_URL/);
  });

  test("an ordinary user runs the server as itself", async () => {
    const uid = 65_534;
    const home = await makeFolder(0o700);
    await clone(home);
    const node = path.join(home, "node");
    await cp(process.execPath, node);
    await chown(home, uid, uid);
    const dataDir = path.join(home, ".data");
    const how = { project: home, node, uid, gid: uid };
    const killed = await open(dataDir, how);
    expect(killed.answer.error).toBe("");
    await ask(killed.answer.url, "CREATE TABLE kept AS SELECT 7 AS n");
    expect((await stat(path.join(dataDir, "postgres/data"))).uid).toBe(uid);
    killed.kill("SIGKILL");
    await killed.ended;
    const next = await open(dataDir, how);
    expect(next.answer.url).toBe(killed.answer.url);
    expect(await ask(next.answer.url, "SELECT n FROM kept")).toEqual([7]);
    await next.close();
  });
});

describe("a machine that cannot run it", () => {
  test("says to set DATABASE_URL when there is no binary for it", async () => {
    const project = await clone(await makeFolder(), [
      `node_modules/${platformPackage}`,
    ]);
    const { answer } = await open(path.join(project, ".data"), { project });
    expect(answer.error).toContain(platformPackage);
    expect(answer.error).toContain("Set DATABASE_URL");
  });

  test("tells of the install scripts when the links to the libraries are missing", async () => {
    const project = await clone(await makeFolder());
    const lib = path.join(
      project,
      `node_modules/${platformPackage}/native/lib`,
    );
    for (const name of await readdir(lib))
      if (name.startsWith("libicu") || name.startsWith("libpq"))
        await rm(path.join(lib, name));
    const { answer } = await open(path.join(project, ".data"), { project });
    expect(answer.error).toMatch(/install scripts.*Set DATABASE_URL/);
  });
});

describe("the start lock", () => {
  test.each(["linux", "darwin"] as const)(
    "is one process's at a time, and free after it is released (%s)",
    async (platform) => {
      const folder = await makeFolder();
      const held = await takeStartLock(folder, platform);
      expect(held).toBeDefined();
      expect(await takeStartLock(folder, platform)).toBeUndefined();
      await held?.release();
      const again = await takeStartLock(folder, platform);
      expect(again).toBeDefined();
      await again?.release();
    },
  );

  test.each(["linux", "darwin"] as const)(
    "ends with a process that is killed while it has it (%s)",
    async (platform) => {
      const folder = await makeFolder();
      const { pathname } = new URL(
        "../../app/platform/embedded-postgres/take-start-lock.server.ts",
        import.meta.url,
      );
      const holder = spawnSync(process.execPath, [
        "--input-type=module",
        "-e",
        `import { takeStartLock } from ${JSON.stringify(pathname)};
         await takeStartLock(${JSON.stringify(folder)}, ${JSON.stringify(platform)});
         process.kill(process.pid, "SIGKILL");`,
      ]);
      expect(holder.signal).toBe("SIGKILL");
      const next = await takeStartLock(folder, platform);
      expect(next).toBeDefined();
      await next?.release();
    },
  );
});
