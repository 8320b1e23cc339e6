import type { Endpoint } from "./journal.ts";

export type Fault =
  /** Answered instead of doing anything. */
  | {
      kind: "http";
      status: number;
      body: string;
      headers?: Record<string, string>;
    }
  | { kind: "code"; code: number; httpStatus?: number }
  /** The connection ends without an answer; nothing was done. */
  | { kind: "cut" }
  /** Done, but the answer never comes. */
  | { kind: "accept_and_cut" }
  /** Done after so many real ms, whether or not the caller still listens. */
  | { kind: "slow"; ms: number }
  /** Done at once, and answered after so many real ms. */
  | { kind: "late"; ms: number };

export type FaultTarget = {
  times?: number;
  number?: string;
  endpoint?: Endpoint;
};

const page = "<!doctype html><html><body><h1>Bad Gateway</h1></body></html>";

export const serverError: Fault = { kind: "http", status: 500, body: "" };
export const htmlPage: Fault = {
  kind: "http",
  status: 200,
  body: page,
  headers: { "Content-Type": "text/html" },
};
export const emptyAnswer: Fault = { kind: "http", status: 200, body: "" };
export const cut: Fault = { kind: "cut" };
export const acceptAndCut: Fault = { kind: "accept_and_cut" };
export const slow = (ms: number): Fault => ({ kind: "slow", ms });
export const late = (ms: number): Fault => ({ kind: "late", ms });
export const bodyCode = (code: number, httpStatus?: number): Fault => ({
  kind: "code",
  code,
  httpStatus,
});
export const tooManyRequests = (retryAfterSeconds?: number): Fault => ({
  kind: "http",
  status: 429,
  body: page,
  headers:
    retryAfterSeconds === undefined
      ? {}
      : { "Retry-After": String(retryAfterSeconds) },
});

/** Faults wait here for the calls that they are meant for, the oldest first. */
export function createFaults() {
  const waiting: { fault: Fault; left: number; target: FaultTarget }[] = [];
  return {
    add(fault: Fault, target: FaultTarget = {}) {
      waiting.push({ fault, left: target.times ?? 1, target });
    },
    clear() {
      waiting.length = 0;
    },
    take(endpoint: Endpoint, number: string | null): Fault | null {
      const found = waiting.find(
        ({ left, target }) =>
          left > 0 &&
          (target.number ?? number) === number &&
          (target.endpoint ?? endpoint) === endpoint,
      );
      if (!found) return null;
      found.left -= 1;
      return found.fault;
    },
  };
}
