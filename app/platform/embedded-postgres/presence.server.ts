import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { superuser } from "./create-cluster.server.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.server.ts";
import { isAlive, type Postmaster } from "./postmaster-file.server.ts";

// A process is present at a server as long as its own connection holds this lock, shared.

const databaseName = "app";
const presenceLock = 72_707_372;
const stopMs = 15_000;

export const urlOf = (
  server: Postmaster,
  password: string,
  database = databaseName,
) =>
  `postgresql://${superuser}:${password}@127.0.0.1:${server.port}/${database}`;

/**
 * Makes this process known to the server, and the database if there is none. "busy" while the server
 * recovers or shuts down; undefined where no one answers.
 */
export async function announce(
  server: Postmaster,
  password: string,
): Promise<pg.Client | "busy" | undefined> {
  const presence = await connect(server, password);
  if (!presence || presence === "busy") return presence;
  try {
    // Waits for one that is leaving; the server then stops and drops us, or it stays.
    await presence.query("SELECT pg_advisory_lock_shared($1)", [presenceLock]);
    await ensureDatabase(presence);
    return presence;
  } catch {
    await presence.end().catch(() => undefined);
    return undefined;
  }
}

async function connect(server: Postmaster, password: string) {
  const client = new pg.Client({
    connectionString: urlOf(server, password, "postgres"),
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code } = error as { code?: string };
    if (code === "28P01")
      throw new EmbeddedPostgresError(
        "The embedded PostgreSQL refuses the password in DATA_DIR/postgres.password",
        { cause: error },
      );
    // cannot_connect_now: it recovers, or it stops.
    return code === "57P03" ? "busy" : undefined;
  }
}

async function ensureDatabase(presence: pg.Client) {
  const known = await presence.query(
    "SELECT 1 FROM pg_database WHERE datname = $1",
    [databaseName],
  );
  if (known.rowCount) return;
  try {
    await presence.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    const { code } = error as { code?: string };
    // Another process made it meanwhile.
    if (code !== "42P04" && code !== "23505") throw error;
  }
}

/** Ends the presence; where no one else is present, the server too. False: it did not stop in time. */
export async function leave(
  presence: pg.Client,
  server: Postmaster,
): Promise<boolean> {
  try {
    await presence.query("SELECT pg_advisory_unlock_shared($1)", [
      presenceLock,
    ]);
    // Of two that leave at once the second finds itself alone.
    const { rows } = await presence.query<{ alone: boolean }>(
      "SELECT pg_try_advisory_lock($1) AS alone",
      [presenceLock],
    );
    if (!rows[0]?.alone) return true;
    // SIGINT: fast shutdown, which ends connections and writes everything down. We hold the lock till
    // then: whoever comes now waits for it, is dropped, and starts the server anew.
    process.kill(server.pid, "SIGINT");
    return await hasEnded(server.pid);
  } catch {
    // Gone already.
    return true;
  } finally {
    await presence.end().catch(() => undefined);
  }
}

async function hasEnded(pid: number) {
  const giveUpAt = Date.now() + stopMs;
  while (isAlive(pid)) {
    if (Date.now() > giveUpAt) return false;
    await sleep(20);
  }
  return true;
}
