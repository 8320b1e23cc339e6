import {
  spawn,
  type ChildProcess,
  type SpawnOptions,
} from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = path.resolve(
  import.meta.dirname,
  "../support/open-database-process.ts",
);
const isRoot = process.getuid?.() === 0;
if (!isRoot)
  process.stderr.write(
    "\n*** NOT ROOT: the embedded database is not tried as root ***\n\n",
  );

type Opened = { child: ChildProcess; url: string };
let folder: string;
let running: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "embedded-"));
  chmodSync(folder, 0o755);
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map(leave));
  const server = postmaster();
  if (server) process.kill(server, "SIGQUIT");
  const location = path.join(folder, "postgres.location");
  if (existsSync(location))
    rmSync(readFileSync(location, "utf8").trim(), {
      recursive: true,
      force: true,
    });
  rmSync(folder, { recursive: true, force: true });
});

async function open(
  dataDir = folder,
  options: SpawnOptions = {},
): Promise<Opened> {
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ["pipe", "pipe", "pipe"],
    ...options,
  });
  running.push(child);
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const lines = createInterface({ input: child.stdout! });
  const line = await Promise.race([
    once(lines, "line") as Promise<[string]>,
    once(child, "exit").then(() => {
      throw new Error(complaint);
    }),
  ]);
  return { child, url: (JSON.parse(line[0]) as { url: string }).url };
}

async function leave(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  await once(child, "exit");
}

async function kill(child: ChildProcess) {
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

const clusterOf = (dataDir: string) => {
  const location = path.join(dataDir, "postgres.location");
  const base = existsSync(location)
    ? readFileSync(location, "utf8").trim()
    : path.join(dataDir, "postgres");
  return path.join(base, "data");
};

/** The server's process, while it lives. */
function postmaster(dataDir = folder) {
  const file = path.join(clusterOf(dataDir), "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return existsSync(`/proc/${pid}`) ? pid : undefined;
}

const create = "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)";
const kept = "SELECT n FROM kept";

describe("the embedded database", () => {
  it("starts in an empty folder, as PostgreSQL 17 in UTF-8, with a password only its owner can read", async () => {
    const { url } = await open();
    expect(await query(url, "SHOW server_version_num")).toEqual([
      { server_version_num: expect.stringMatching(/^17/) as string },
    ]);
    expect(await query(url, "SHOW server_encoding")).toEqual([
      { server_encoding: "UTF8" },
    ]);
    expect(new URL(url).hostname).toBe("127.0.0.1");
    expect(statSync(path.join(folder, "postgres.password")).mode & 0o777).toBe(
      0o600,
    );
  });

  it("refuses a wrong password", async () => {
    const { url } = await open();
    const wrong = new URL(url);
    wrong.password = "wrong";
    await expect(query(wrong.href, "SELECT 1")).rejects.toMatchObject({
      code: "28P01",
    });
  });

  it("is one for two processes, and stops when the last of them leaves", async () => {
    const first = await open();
    const server = postmaster();
    const second = await open();
    expect(postmaster()).toBe(server);
    await leave(first.child);
    expect(await query(second.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
    await leave(second.child);
    expect(postmaster()).toBeUndefined();
  });

  it("is one for two processes that start at the same moment", async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(first.url).toBe(second.url);
    await query(first.url, create);
    expect(await query(second.url, kept)).toEqual([{ n: 42 }]);
  });

  it("survives a kill of the process that started it, and is attached to", async () => {
    const first = await open();
    await query(first.url, create);
    const server = postmaster();
    await kill(first.child);
    expect(postmaster()).toBe(server);
    const second = await open();
    expect(postmaster()).toBe(server);
    expect(await query(second.url, kept)).toEqual([{ n: 42 }]);
  });

  it("comes back with its rows after a kill of its own", async () => {
    const first = await open();
    await query(first.url, create);
    process.kill(postmaster()!, "SIGKILL");
    await kill(first.child);
    await sleep(500);
    const second = await open();
    expect(await query(second.url, kept)).toEqual([{ n: 42 }]);
  });

  it("recovers from a lock whose process is another program now", async () => {
    const first = await open();
    await query(first.url, create);
    await leave(first.child);
    const lock = [
      process.pid,
      clusterOf(folder),
      1,
      59999,
      "",
      "127.0.0.1",
      "",
      "ready",
    ].join("\n");
    writeFileSync(path.join(clusterOf(folder), "postmaster.pid"), `${lock}\n`);
    const second = await open();
    expect(await query(second.url, kept)).toEqual([{ n: 42 }]);
  });

  it("does not hear Ctrl-C, and the process that does stops it in order", async () => {
    const first = await open(folder, { detached: true });
    await query(first.url, create);
    process.kill(-first.child.pid!, "SIGINT");
    await once(first.child, "exit");
    expect(postmaster()).toBeUndefined();
    expect(readFileSync(path.join(folder, "postgres.log"), "utf8")).toContain(
      "database system is shut down",
    );
    const second = await open();
    expect(await query(second.url, kept)).toEqual([{ n: 42 }]);
  });

  it.runIf(isRoot)(
    "runs for an ordinary user, in a folder of its own",
    async () => {
      const own = path.join(folder, "own");
      mkdirSync(own);
      chownSync(own, 65534, 65534);
      const { child, url } = await open(own, {
        uid: 65534,
        gid: 65534,
        env: { NODE_ENV: "test", HOME: own, PATH: "/usr/bin:/bin" },
      });
      expect(await query(url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
      expect(statSync(clusterOf(own)).uid).toBe(65534);
      await leave(child);
    },
  );

  it.runIf(isRoot)(
    "runs for root under a home that no one else can enter",
    async () => {
      chmodSync(folder, 0o700);
      const { child, url } = await open();
      await query(url, create);
      expect(clusterOf(folder).startsWith(folder)).toBe(false);
      await leave(child);
      const again = await open();
      expect(await query(again.url, kept)).toEqual([{ n: 42 }]);
      await leave(again.child);
    },
  );
});
