import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  mkdir,
  readFile,
  realpath,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.server.ts";
import { canEnter, type ServerUser } from "./run-as.server.ts";

export type Folders = {
  /** Of this process: password and log. */
  dataDir: string;
  /** Of the server: its cluster. */
  cluster: string;
  /** Where binaries can be copied to. */
  shared: string;
  /** The file in DATA_DIR that tells where the cluster is, if it is not in DATA_DIR. */
  pointer?: string;
};

// Where the server's user cannot enter DATA_DIR (a clone under a 0700 home of root's).
const outside = "/var/lib/shipment-tracking";

/**
 * Where things go.
 * @throws EmbeddedPostgresError when there is no place, or the data that a pointer speaks of is gone
 */
export async function chooseFolders(
  dataDir: string,
  user: ServerUser,
): Promise<Folders> {
  await mkdir(dataDir, { recursive: true });
  const own = await realpath(dataDir);
  const pointer = path.join(own, "postgres.location");
  const remembered = await readPointer(pointer);
  if (!remembered && canEnter(user, own))
    return {
      dataDir: own,
      cluster: path.join(
        await ownedBy(user, path.join(own, "postgres")),
        "data",
      ),
      shared: path.join(own, "bin"),
    };
  const name = createHash("sha256").update(own).digest("hex").slice(0, 16);
  const base = remembered ?? path.join(outside, name);
  await makeOutside(base, user);
  return {
    dataDir: own,
    cluster: path.join(base, "data"),
    shared: path.join(outside, "bin"),
    pointer,
  };
}

/** Writes the pointer down, once there is a cluster that it can point to. */
export async function rememberCluster(folders: Folders): Promise<void> {
  if (folders.pointer)
    await writeFile(folders.pointer, `${path.dirname(folders.cluster)}\n`);
}

// A new cluster in place of a lost one would hide the loss.
async function readPointer(pointer: string): Promise<string | undefined> {
  if (!existsSync(pointer)) return undefined;
  const base = (await readFile(pointer, "utf8")).trim();
  if (!base) return undefined;
  if (!existsSync(path.join(base, "data", "PG_VERSION")))
    throw new EmbeddedPostgresError(
      "The data that DATA_DIR/postgres.location points to is gone: bring it back, or remove that file to begin anew",
    );
  return base;
}

async function makeOutside(base: string, user: ServerUser) {
  try {
    await mkdir(outside, { recursive: true, mode: 0o755 });
    await chmod(outside, 0o755);
    await ownedBy(user, base);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The user that PostgreSQL runs as can enter neither DATA_DIR nor ${outside}`,
      { cause },
    );
  }
}

async function ownedBy(user: ServerUser, folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined)
    await chown(folder, user.uid, user.gid);
  return folder;
}
