import type { IncomingMessage } from "node:http";
import { NotStoredError } from "./not-stored-error.ts";

/** The sender went away before its request was complete; nobody waits for an answer. */
export class SenderGoneError extends Error {
  override readonly name = "SenderGoneError";
}

/** The sender took longer than it may. */
export class SlowSenderError extends Error {
  override readonly name = "SlowSenderError";
}

type BodyLimits = {
  /** Of the body, in bytes. */
  limit: number;
  /** Until all of it is here. */
  ms: number;
  /** What all bodies that are being read may still take, in bytes. */
  budget: { left: number };
};

/**
 * The raw body; undefined when it is longer than `limit`, by its own word or by count. What is left
 * of it then stays unread.
 * @throws SenderGoneError, SlowSenderError, or NotStoredError when there is no room
 */
export function readBody(
  request: IncomingMessage,
  { limit, ms, budget }: BodyLimits,
): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > limit)
    return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      budget.left -= chunk.length;
      if (length > limit) leave(() => resolve(undefined));
      else if (budget.left < 0)
        leave(() => reject(new NotStoredError("overloaded")));
      else chunks.push(chunk);
    };
    const onEnd = () => {
      stop();
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    };
    const onGone = () => {
      stop();
      reject(new SenderGoneError());
    };
    const leave = (settle: () => void) => {
      request.pause();
      stop();
      settle();
    };
    const timer = setTimeout(
      () => leave(() => reject(new SlowSenderError())),
      ms,
    );
    const stop = () => {
      clearTimeout(timer);
      budget.left += length;
      length = 0;
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
