import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import type { Binaries } from "./locate-binaries.server.ts";
import type { ServerUser } from "./run-as.server.ts";

/**
 * Starts the server apart from this process: Ctrl-C does not reach it, and a kill of this process leaves
 * it running. Two that start at once are safe: the second finds the lock of the first and ends.
 */
export async function startServer(asked: {
  binaries: Binaries;
  user: ServerUser;
  folder: string;
  logFile: string;
  settings: Record<string, string>;
}): Promise<void> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(await freePort()),
    max_connections: "200",
    ...asked.settings,
  };
  const log = openSync(asked.logFile, "a", 0o600);
  try {
    const child = spawn(
      asked.binaries.postgres,
      [
        "-D",
        asked.folder,
        ...Object.entries(settings).flatMap(([name, value]) => [
          "-c",
          `${name}=${value}`,
        ]),
      ],
      { ...asked.user, cwd: "/", detached: true, stdio: ["ignore", log, log] },
    );
    // Whether it serves is found out by connecting.
    child.on("error", () => undefined);
    child.unref();
  } finally {
    closeSync(log);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise<void>((resolve, reject) =>
    probe.once("listening", resolve).once("error", reject),
  );
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
