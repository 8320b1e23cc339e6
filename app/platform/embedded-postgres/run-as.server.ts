import { spawnSync } from "node:child_process";
import { EmbeddedPostgresError } from "./embedded-postgres-error.server.ts";

/** The user the server runs as; empty for the user of this process. */
export type ServerUser = { uid?: number; gid?: number };

/**
 * PostgreSQL refuses to run as root.
 * @throws EmbeddedPostgresError as root, when there is no other user and none can be made
 */
export function findServerUser(userName = "postgres"): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const known = lookUp(userName);
  if (known) return known;
  const asked = ["--system", "--no-create-home", userName];
  // It is not on every PATH.
  if (spawnSync("useradd", asked).error) spawnSync("/usr/sbin/useradd", asked);
  const made = lookUp(userName);
  if (!made)
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root, and the user "${userName}" could not be made`,
    );
  return made;
}

function lookUp(userName: string): ServerUser | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number.parseInt(spawnSync("id", [flag, userName]).stdout?.toString() ?? ""),
  );
  if (uid === undefined || gid === undefined) return undefined;
  return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid, gid };
}

/** Whether the user can enter the folder, through all the folders above it. */
export function canEnter(user: ServerUser, folder: string): boolean {
  if (user.uid === undefined) return true;
  const entered = spawnSync("sh", ["-c", 'cd "$1"', "sh", folder], {
    ...user,
    cwd: "/",
  });
  return entered.status === 0;
}
