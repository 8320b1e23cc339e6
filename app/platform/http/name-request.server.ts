import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

const header = "x-request-id";

/**
 * Gives a request one id, which is in its answer, its line of the log, and what a merchant reports when it failed.
 * A sender's own is replaced: it could be anything, twice.
 */
export function nameRequest(
  request: IncomingMessage,
  response: ServerResponse,
): string {
  const id = randomBytes(6).toString("hex");
  request.headers[header] = id;
  response.setHeader("X-Request-Id", id);
  return id;
}

/** The same of a request that has its name, before Remix. */
export const requestIdIn = ({ headers }: IncomingMessage) =>
  String(headers[header] ?? "");

export const requestIdOf = (request: Request) => request.headers.get(header);
