import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export type TcpProxy = {
  port: number;
  /** pass: forwards. refuse: ends connections, old and new. hang: takes bytes and forwards none, until it passes again. */
  setMode(mode: "pass" | "refuse" | "hang"): void;
  close(): Promise<void>;
};

/** A loopback proxy in front of a server, to take it away from its clients and give it back. */
export async function startTcpProxy(target: {
  host: string;
  port: number;
}): Promise<TcpProxy> {
  let mode: "pass" | "refuse" | "hang" = "pass";
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((near) => {
    if (mode === "refuse") {
      near.destroy();
      return;
    }
    const far = connect(target);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    join(near, far, () => pairs.delete(pair));
    if (mode === "hang") pause(pair);
  });
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  return {
    port: (server.address() as AddressInfo).port,
    setMode(next) {
      mode = next;
      for (const pair of pairs) {
        if (mode === "hang") pause(pair);
        else if (mode === "pass") for (const socket of pair) socket.resume();
        else for (const socket of pair) socket.destroy();
      }
    },
    close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const pause = (pair: [Socket, Socket]) => {
  for (const socket of pair) socket.pause();
};

function join(near: Socket, far: Socket, onEnd: () => void) {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.on("data", (bytes) => to.write(bytes));
    from.on("error", () => undefined);
    from.on("close", () => {
      to.destroy();
      onEnd();
    });
  }
}
