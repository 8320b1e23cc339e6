import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestNote } from "#app/platform/http/request-notes.server.ts";
import type { IngressOutcome } from "#app/platform/metrics/ingress-metrics.server.ts";
import { dropBody } from "./read-body.ts";

export type Answer = {
  status: number;
  message: string;
  headers?: Record<string, string>;
  /** For the request's line in the log. */
  note?: RequestNote;
  /** What it was stored under. */
  key?: Buffer;
  /** Where the status does not tell. */
  outcome?: IngressOutcome;
};

const lingerBytes = 16 * 1024 ** 2;
const lingerMs = 500;

// What we answer is ASCII: its characters are its bytes, which is quicker to write.
const encoding = "latin1";

/** Answers `{"code":…,"message":…}`, the form that KeyDelivery asks for; Shopify reads the status. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): void {
  if (response.destroyed) return;
  const body = JSON.stringify({ code: answer.status, message: answer.message });
  const unread = !request.complete;
  response.writeHead(answer.status, {
    "content-type": "application/json",
    "content-length": body.length,
    "cache-control": "no-store",
    ...answer.headers,
    ...(unread ? { connection: "close" } : {}),
  });
  if (!unread) {
    response.end(body, encoding);
    return;
  }
  // Closed at once, a connection with unread bytes is reset, and the sender may never see the answer.
  response.write(body);
  void dropBody(request, lingerBytes, lingerMs).then(() => response.end());
}
