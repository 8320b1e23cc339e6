import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "#app/platform/logger.server.ts";
import type { RequestNote, RequestNotes } from "./request-notes.server.ts";

const longestPath = 200;

/** One line per request, when it is over, with what was noted of it meanwhile. */
export function logRequest(
  {
    logger,
    notes,
  }: { logger: Pick<Logger, "info" | "debug">; notes: RequestNotes },
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): void {
  const startedAt = performance.now();
  const path = loggedPath(request.url ?? "");
  const note: RequestNote = {};
  notes.set(requestId, note);
  response.once("close", () => {
    notes.delete(requestId);
    const line = {
      requestId,
      method: request.method,
      path,
      status: response.writableFinished ? response.statusCode : "aborted",
      ms: Math.round(performance.now() - startedAt),
      ...note,
    };
    if (isProbe(path)) logger.debug(line, "request");
    else logger.info(line, "request");
  });
}

/** The path as it may be logged: a query can hold id_token and hmac, a callback's path its token. */
export function loggedPath(url: string) {
  const path = url.split("?", 1)[0] ?? "";
  return (
    path
      .replace(/^(\/+callbacks\/+[^/]+\/).*/s, "$1…")
      // However its path was written.
      .replace(/[\w-]{40,}/g, "…")
      .slice(0, longestPath)
  );
}

const isProbe = (path: string) => path === "/healthz" || path === "/readyz";
