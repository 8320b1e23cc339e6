import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { isAlive } from "#app/platform/embedded-postgres/postmaster-file.server.ts";
import { findServerUser } from "#app/platform/embedded-postgres/run-as.server.ts";
import {
  ask,
  openHere,
  postmasterFileOf,
  until,
  useDataDirs,
} from "./use-data-dirs.ts";

const { makeUsedFolder } = useDataDirs();

// As in a container whose first process reaps no one.
test.runIf(process.platform === "linux")(
  "a lock of a process that ended and was never reaped is recovered",
  async () => {
    const dataDir = await makeUsedFolder();
    // The shell becomes a program that does not ask for its child, before the child ends.
    const parent = spawn("sh", ["-c", "sleep 0.5 & echo $!; exec sleep 60"], {
      ...findServerUser(),
      cwd: "/",
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const [line] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(line.toString());
      await until(async () => !isAlive(pid));
      process.kill(pid, 0);
      await writeFile(
        postmasterFileOf(dataDir),
        `${pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n`,
      );
      const database = await openHere(dataDir);
      expect(await ask(database.url, "SELECT 1")).toEqual([1]);
      await database.close();
    } finally {
      parent.kill("SIGKILL");
    }
  },
);
