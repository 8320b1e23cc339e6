import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

/**
 * A port of the loopback that nobody has, for a process that must be told one.
 *
 * It lies below those that systems give to whoever asks for any: until the process listens, another one's connection
 * could get it.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(10_000, 32_000);
  const probe = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => resolve(true));
  });
  if (!isFree) return freePort();
  await closed(probe);
  return port;
}

const closed = (server: Server) =>
  new Promise((resolve) => server.close(resolve));
