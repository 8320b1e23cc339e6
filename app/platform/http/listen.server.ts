import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Listening = {
  port: number;
  /** Goes on as before, but each answer ends its connection, so that clients come back elsewhere. */
  leave(): void;
  /** Takes no more, lets what is under way finish within the grace, ends the rest. `hurry` ends the grace early. */
  close(graceMs: number, hurry?: AbortSignal): Promise<void>;
};

/** How long a sender may take, and how many connections there may be: what a stranger can hold of us. */
type ConnectionLimits = {
  headersTimeout: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  connectionsCheckingInterval: number;
  maxConnections: number;
};

const defaultLimits: ConnectionLimits = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  // Longer than a proxy in front keeps its own end (60 to 90 s as a rule): else it sends into a closing connection.
  keepAliveTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
  maxConnections: 10_000,
};

/** @throws Error that names `variable`, which says the port, where it cannot be had. */
export async function listen(
  handle: RequestListener,
  address: { host: string; port: number; variable?: string },
  { maxConnections, ...timeouts }: ConnectionLimits = defaultLimits,
): Promise<Listening> {
  let isLeaving = false;
  const { host, port, variable = "PORT" } = address;
  const server = createServer(timeouts, (request, response) => {
    // A connection that is kept alive would outlast the server.
    if (isLeaving || !server.listening) response.shouldKeepAlive = false;
    return handle(request, response);
  });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) =>
      reject(
        new Error(`cannot listen on ${variable} ${port}: ${cause.message}`, {
          cause,
        }),
      );
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    leave: () => {
      isLeaving = true;
    },
    close: (graceMs, hurry) => close(server, graceMs, hurry),
  };
}

function close(server: Server, graceMs: number, hurry?: AbortSignal) {
  return new Promise<void>((resolve) => {
    const endAll = () => server.closeAllConnections();
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const end = setTimeout(endAll, graceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(end);
      hurry?.removeEventListener("abort", endAll);
      resolve();
    });
    hurry?.addEventListener("abort", endAll, { once: true });
    if (hurry?.aborted) endAll();
    server.closeIdleConnections();
  });
}
