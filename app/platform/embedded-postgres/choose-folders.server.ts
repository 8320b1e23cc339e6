import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { canEnter, type ServerUser } from "./run-as.server.ts";

export type Folders = {
  /** Of this process: password and log. */
  dataDir: string;
  /** Of the server: its cluster. */
  cluster: string;
  /** Where binaries can be copied to. */
  shared: string;
};

// Where the server's user cannot enter DATA_DIR (a clone under a 0700 home of root's).
const outside = "/var/lib/shipment-tracking";

/** Where things go. A pointer in DATA_DIR remembers a cluster that had to go elsewhere. */
export async function chooseFolders(
  dataDir: string,
  user: ServerUser,
): Promise<Folders> {
  const own = path.resolve(dataDir);
  await mkdir(own, { recursive: true });
  const pointer = path.join(own, "postgres.location");
  const remembered = existsSync(pointer)
    ? (await readFile(pointer, "utf8")).trim()
    : undefined;
  const within = path.join(own, "postgres");
  if (!remembered && canEnter(user, own))
    return {
      dataDir: own,
      cluster: path.join(await ownedBy(user, within), "data"),
      shared: path.join(own, "bin"),
    };
  const name = createHash("sha256").update(own).digest("hex").slice(0, 16);
  const base = remembered ?? path.join(outside, name);
  await mkdir(outside, { recursive: true, mode: 0o755 });
  await chmod(outside, 0o755);
  await ownedBy(user, base);
  await writeFile(pointer, `${base}\n`);
  return {
    dataDir: own,
    cluster: path.join(base, "data"),
    shared: path.join(outside, "bin"),
  };
}

async function ownedBy(user: ServerUser, folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined)
    await chown(folder, user.uid, user.gid);
  return folder;
}
