import type { NextFunction, Request, Response } from "express";

/** Refuses a Host or path that makes no URL; Remix would fail on it with a 500. */
export function requireUrl(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (
    URL.canParse(`http://${request.headers.host ?? ""}${request.originalUrl}`)
  )
    next();
  else response.status(400).type("text").send("Bad request");
}
