import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import {
  chown,
  link,
  mkdir,
  readdir,
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
  if (!existsSync(file)) {
    const partial = `${file}.${randomBytes(6).toString("hex")}`;
    await writeFile(partial, randomBytes(24).toString("base64url"), {
      mode: 0o600,
    });
    // Of two processes that start together one wins, and the file is never half written.
    await link(partial, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    await rm(partial, { force: true });
  }
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "DATA_DIR/postgres.password cannot be read (it may belong to another user)",
      { cause },
    );
  }
}

/**
 * Makes the data folder where there is none; made beside and renamed, so that it is whole or not there.
 * To be called under the start lock.
 */
export async function createCluster(asked: {
  binaries: Binaries;
  user: ServerUser;
  folder: string;
  password: string;
}): Promise<void> {
  const { folder, user } = asked;
  if (existsSync(path.join(folder, "PG_VERSION"))) return;
  await removePartial(folder);
  const partial = `${folder}.${randomBytes(6).toString("hex")}`;
  const passwordFile = `${partial}.password`;
  try {
    await mkdir(partial, { mode: 0o700 });
    await writeFile(passwordFile, asked.password, { mode: 0o600 });
    for (const entry of [partial, passwordFile])
      if (user.uid !== undefined && user.gid !== undefined)
        await chown(entry, user.uid, user.gid);
    await initialise(asked, partial, passwordFile);
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

// What a start that was killed left. Its initdb may outlive it for a moment, and fill folders while they are emptied.
async function removePartial(folder: string) {
  const parent = path.dirname(folder);
  for (const name of await readdir(parent))
    if (name.startsWith(`${path.basename(folder)}.`))
      await rm(path.join(parent, name), {
        recursive: true,
        force: true,
        maxRetries: 20,
        retryDelay: 50,
      });
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
