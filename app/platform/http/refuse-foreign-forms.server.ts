import type { NextFunction, Request, Response } from "express";

const reading = ["GET", "HEAD", "OPTIONS"];

/**
 * Answers 403 where a page of another origin changes something: Remix compares as well, and would answer 500. The
 * extensions' routes, which other origins call by design, ask for a token that no form can send.
 */
export function refuseForeignForms(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const { origin } = request.headers;
  if (
    reading.includes(request.method) ||
    request.path.startsWith("/api/") ||
    !origin ||
    URL.parse(origin)?.host === hostOf(request)
  )
    return next();
  response.status(403).type("text").send("Forms of other sites are refused");
}

// As Remix reads it.
function hostOf({ headers }: Request) {
  const [forwarded] = String(headers["x-forwarded-host"] ?? "").split(",");
  return forwarded?.trim() || headers.host;
}
