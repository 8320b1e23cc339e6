import type { RequestHandler } from "express";

/**
 * Refuses a body that is longer than `limit`: by its own word with 413, by count by ending the connection. Remix would
 * hold all of it in memory.
 */
export const limitBody =
  (limit: number): RequestHandler =>
  (request, response, next) => {
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      response.set("Connection", "close").status(413).type("text");
      response.send("Body too large");
      return;
    }
    let length = 0;
    const push = request.push.bind(request);
    // Counted on its way in, because a listener would set it flowing before its reader is there.
    request.push = (chunk: Buffer | null, encoding) => {
      length += chunk?.length ?? 0;
      if (length <= limit) return push(chunk, encoding);
      request.destroy(new Error("body too large"));
      return false;
    };
    next();
  };
