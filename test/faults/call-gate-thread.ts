import { Agent, createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { parentPort, workerData } from "node:worker_threads";

// See start-call-gate.ts.

export type GateMessage = { port: number } | { at: number };

const target = workerData as string;
const agent = new Agent({ keepAlive: true });
const tell = (message: GateMessage) => parentPort!.postMessage(message);

// Whoever is left is cut off too, which it finds out by itself.
const ignore = () => undefined;

const server = createServer((asked, response) => {
  tell({ at: Date.now() });
  const passed = ask(
    new URL(asked.url ?? "/", target),
    { method: asked.method, headers: asked.headers, agent },
    (answered) => {
      // The caller was killed over it.
      if (response.destroyed) return answered.destroy();
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      pipeline(answered, response, ignore);
    },
  );
  passed.on("error", () => response.destroy());
  pipeline(asked, passed, ignore);
});
server.listen(0, "127.0.0.1", () =>
  tell({ port: (server.address() as AddressInfo).port }),
);
