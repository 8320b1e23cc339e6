import { Agent, request as httpRequest } from "node:http";

export type RawRequest = {
  method: string;
  /** As it goes over the wire. */
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
};

export type RawAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const patienceMs = 15_000;

/** Sends a request whose path and headers fetch would mend; what HTTP itself cannot carry is encoded. */
export function sendRaw(port: number, asked: RawRequest): Promise<RawAnswer> {
  const { body } = asked;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        ...{ agent, port, host: "127.0.0.1", method: asked.method },
        path:
          asked.path
            .toWellFormed()
            .replace(/[^\x21-\xff]/gu, encodeURIComponent) || "/",
        headers: {
          ...Object.fromEntries(
            Object.entries(asked.headers).map(([name, value]) => [
              name,
              value.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?"),
            ]),
          ),
          ...(body !== undefined && {
            "content-length": String(Buffer.byteLength(body)),
          }),
        },
        timeout: patienceMs,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    request.on("error", reject);
    request.on("timeout", () =>
      request.destroy(new Error("no answer in time")),
    );
    request.end(body);
  });
}

export const closeAgent = (): void => agent.destroy();
