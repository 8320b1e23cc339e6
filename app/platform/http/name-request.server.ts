import { randomUUID } from "node:crypto";
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
  // Its last 48 bits; unlike randomBytes it does not ask the kernel each time.
  const id = randomUUID().slice(-12);
  request.headers[header] = id;
  response.setHeader("X-Request-Id", id);
  return id;
}

/** The same of a request that has its name, before Remix. */
export const requestIdIn = ({ headers }: IncomingMessage) =>
  String(headers[header] ?? "");

export const requestIdOf = (request: Request) => request.headers.get(header);
