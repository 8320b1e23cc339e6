import type { IncomingMessage } from "node:http";

/** The sender went away before its request was complete; nobody waits for an answer. */
export class SenderGoneError extends Error {
  override readonly name = "SenderGoneError";
}

/**
 * The raw body; undefined when it is longer than `limit`, by its own word or by count. What is left
 * of it then stays unread.
 * @throws SenderGoneError
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > limit)
    return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      stop();
      resolve(undefined);
    };
    const onEnd = () => {
      stop();
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    };
    const onGone = () => {
      stop();
      reject(new SenderGoneError());
    };
    const stop = () => {
      request.off("data", onData).off("end", onEnd).off("close", onGone);
    };
    request.on("data", onData).on("end", onEnd).on("close", onGone);
    request.once("error", onGone);
  });
}

/** Lets the rest of a body go by, up to `limit` bytes and `ms`. */
export function dropBody(
  request: IncomingMessage,
  limit: number,
  ms: number,
): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) done();
    };
    const done = () => {
      clearTimeout(timer);
      request.off("data", onData).pause();
      resolve();
    };
    const timer = setTimeout(done, ms);
    request.once("end", done).once("close", done).once("error", done);
    request.on("data", onData).resume();
  });
}
