import type { NextFunction, Request, Response } from "express";

// No Request of the web platform can be made with these.
const forbiddenMethods = ["CONNECT", "TRACE", "TRACK"];

/** Refuses what Remix can make no Request of, and would fail on with a 500: a method, a Host, a path. */
export function requireUrl(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (forbiddenMethods.includes(request.method))
    response.status(405).type("text").send("Method not allowed");
  else if (
    URL.canParse(`http://${request.headers.host ?? ""}${request.originalUrl}`)
  )
    next();
  else response.status(400).type("text").send("Bad request");
}
