import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import {
  chown,
  link,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import type { Binaries } from "./locate-binaries.server.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.server.ts";
import type { ServerUser } from "./run-as.server.ts";

export const superuser = "postgres";

/** The superuser's password: random, made once, readable by the owner only. */
export async function loadPassword(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "postgres.password");
  const partial = `${file}.${process.pid}`;
  if (!existsSync(file)) {
    await writeFile(partial, randomBytes(24).toString("base64url"), {
      mode: 0o600,
    });
    // Of two processes that start together one wins, and the file is never half written.
    await link(partial, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    await rm(partial, { force: true });
  }
  return (await readFile(file, "utf8")).trim();
}

/** Makes the data folder where there is none; made beside and renamed, so that it is whole or not there. */
export async function createCluster(asked: {
  binaries: Binaries;
  user: ServerUser;
  folder: string;
  password: string;
}): Promise<void> {
  const { folder, user } = asked;
  if (existsSync(path.join(folder, "PG_VERSION"))) return;
  const partial = `${folder}.${process.pid}`;
  const passwordFile = `${partial}.password`;
  try {
    await mkdir(partial, { mode: 0o700 });
    await writeFile(passwordFile, asked.password, { mode: 0o600 });
    for (const entry of [partial, passwordFile])
      if (user.uid !== undefined && user.gid !== undefined)
        await chown(entry, user.uid, user.gid);
    await initialise(asked, partial, passwordFile);
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(path.join(folder, "PG_VERSION"))) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

async function initialise(
  asked: { binaries: Binaries; user: ServerUser },
  folder: string,
  passwordFile: string,
) {
  const child = spawn(
    asked.binaries.initdb,
    [
      `--pgdata=${folder}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
    { ...asked.user, cwd: "/", stdio: ["ignore", "ignore", "pipe"] },
  );
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0)
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL could not make its data folder: ${complaint.trim()}`,
    );
}
