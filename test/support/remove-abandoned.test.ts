import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { isAlive } from "#app/platform/embedded-postgres/postmaster-file.server.ts";
import { serverOf, useDataDirs } from "#test/platform/use-data-dirs.ts";
import { removeAbandoned, runFolderPrefix } from "./remove-abandoned.ts";

const { makeFolder, open } = useDataDirs();

test("the server and folder of a run that was killed go; those of a run that lives stay", async () => {
  const parent = await makeFolder();
  const ended = spawnSync("true").pid;
  const [abandoned, used] = [ended, process.pid].map((pid) =>
    path.join(parent, `${runFolderPrefix}${pid}-x`),
  ) as [string, string];
  for (const folder of [abandoned, used]) {
    await mkdir(folder);
    await chmod(folder, 0o755);
  }
  const run = await open(abandoned);
  const pid = await serverOf(abandoned);
  run.kill("SIGKILL");
  await run.ended;
  await removeAbandoned(parent);
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(used)).toBe(true);
});
