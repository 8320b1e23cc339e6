import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler } from "express";
import type { Logger } from "#app/platform/logger.server.ts";

/** The last resort, for what went wrong outside of a page: the sender's mistakes as they are, ours as a 500. */
export const answerError =
  (logger: Pick<Logger, "error">): ErrorRequestHandler =>
  (err: unknown, _request, response, next) => {
    const status = statusOf(err);
    if (status >= 500) logger.error({ err }, "request failed");
    if (response.headersSent) {
      next(err);
      return;
    }
    response.status(status).type("text").send(STATUS_CODES[status]);
  };

function statusOf(err: unknown) {
  const status =
    typeof err === "object" && err !== null && "status" in err
      ? err.status
      : 500;
  return typeof status === "number" && status >= 400 && status < 600
    ? status
    : 500;
}
