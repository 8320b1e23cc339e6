import { connect } from "node:net";

/** Sends bytes as they are, and resolves to what came back until the other side closed or `ms` were over. */
export function sendRaw(
  port: number,
  parts: (string | Buffer)[],
  ms = 3_000,
): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1");
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(done, ms);
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", done).on("close", done);
    for (const part of parts) socket.write(part);
  });
}

export const statusOf = (answer: string): number =>
  Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** How many answers came: more than one to one request is a smuggled second. */
export const answersIn = (answer: string): number =>
  answer.split("HTTP/1.1 ").length - 1;
