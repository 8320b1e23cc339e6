import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * The right to start the server of a data folder, or undefined while another process has it. It is a
 * socket that is listened on, so it ends with its process, however that ends.
 */
export async function takeStartLock(
  dataDir: string,
  platform: NodeJS.Platform = process.platform,
): Promise<{ release(): Promise<void> } | undefined> {
  const address = addressOf(dataDir, platform);
  const isFile = path.isAbsolute(address) && platform !== "win32";
  let server = await listen(address);
  if (!server && isFile && !(await answers(address))) {
    // Only files outlive their process.
    await rm(address, { force: true });
    server = await listen(address);
  }
  if (!server) return undefined;
  const held = server;
  return {
    release: () => new Promise((resolve) => held.close(() => resolve())),
  };
}

function addressOf(dataDir: string, platform: NodeJS.Platform) {
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 32);
  const name = `shipment-tracking-start-${hash}`;
  // On Linux a name without a file.
  if (platform === "linux") return `\0${name}`;
  if (platform === "win32") return `\\\\.\\pipe\\${name}`;
  return path.join(tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
  });
}
