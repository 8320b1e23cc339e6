import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { connect, type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A loopback server for one test, and bytes sent to it as they are. */
export async function serveRequests(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    /** A connection that stays open; `heard` is what came back on it. */
    open(bytes: string) {
      let heard = "";
      const socket = connect(port, "127.0.0.1");
      socket.on("data", (chunk) => {
        heard += chunk.toString("latin1");
      });
      socket.on("error", () => undefined);
      socket.write(bytes);
      onTestFinished(() => void socket.destroy());
      return { socket, heard: () => heard };
    },
  };
}

export const post = (headers: string, body = "") =>
  `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n${body}`;
