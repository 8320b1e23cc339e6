import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export const slowMs = 500;

/** `hang` never answers, `slow` passes on after a while, `cut` ends the connection. */
type Fault =
  | "hang"
  | "slow"
  | "cut"
  | { status: number; body: string; headers?: Record<string, string> };

/** Stands before the simulator and answers the next calls to a path itself, as Shopify does on a bad day. */
export async function startFaultyProxy(target: string) {
  const faults: { path: string; fault: Fault }[] = [];
  const server = createServer((request, response) => {
    const index = faults.findIndex(({ path }) => request.url?.includes(path));
    const fault = index < 0 ? undefined : faults.splice(index, 1).at(0)?.fault;
    if (fault === "hang") return;
    if (fault === "cut") {
      request.socket.destroy();
      return;
    }
    if (fault && fault !== "slow") {
      const headers = { "content-type": "application/json", ...fault.headers };
      response.writeHead(fault.status, headers).end(fault.body);
      return;
    }
    void sleep(fault ? slowMs : 0)
      .then(() => forward(target, request))
      .then(
        ({ status, body }) =>
          response
            .writeHead(status, { "content-type": "application/json" })
            .end(body),
        () => response.destroy(),
      );
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** For the next call whose path contains `path`. */
    fail: (path: "oauth" | "graphql", fault: Fault) =>
      faults.push({ path, fault }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const passed = [
  "x-simulated-shop",
  "x-shopify-access-token",
  "content-type",
] as const;

async function forward(target: string, request: IncomingMessage) {
  const body = Buffer.concat((await request.toArray()) as Buffer[]);
  const headers = new Headers();
  for (const name of passed) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  const answer = await fetch(new URL(request.url ?? "/", target), {
    method: request.method ?? "GET",
    headers,
    ...(body.length > 0 && { body }),
  });
  return { status: answer.status, body: await answer.text() };
}
