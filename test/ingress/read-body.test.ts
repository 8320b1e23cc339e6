import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { dropBody, readBody } from "#app/ingress/read-body.ts";
import { post, serveRequests } from "./serve-requests.ts";

const chunked = (...chunks: string[]) =>
  chunks.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join("");

/** Reads the bodies that are sent, and tells what became of each. */
async function read(limits: { limit?: number; ms?: number; bytes?: number }) {
  const { limit = 10, ms = 60_000, bytes = 1_000 } = limits;
  const budget = { left: bytes };
  const ends: (string | undefined)[] = [];
  const requests: IncomingMessage[] = [];
  const { open } = await serveRequests((request, response) => {
    requests.push(request);
    readBody(request, { limit, ms, budget }).then(
      (body) => {
        ends.push(body?.toString());
        response.end();
      },
      (error: unknown) => ends.push(String(error)),
    );
  });
  return { open, budget, ends, requests };
}

describe("a body that is read", () => {
  it("may be exactly as long as the limit, in one part or in several", async () => {
    const { open, ends, budget } = await read({});
    open(post("Content-Length: 10", "0123456789"));
    await expect.poll(() => ends).toEqual(["0123456789"]);
    open(
      post(
        "Transfer-Encoding: chunked",
        `${chunked("01234", "56789")}0\r\n\r\n`,
      ),
    );
    await expect.poll(() => ends).toEqual(["0123456789", "0123456789"]);
    expect(budget.left).toBe(1_000);
  });

  it("is empty when the sender sends none", async () => {
    const { open, ends } = await read({});
    open(post("Content-Length: 0"));
    await expect.poll(() => ends).toEqual([""]);
  });

  it("is given up at once when it says that it is longer", async () => {
    const { open, ends } = await read({});
    open(post("Content-Length: 11"));
    await expect.poll(() => ends).toEqual([undefined]);
  });

  it("is given up when it turns out longer, is left unread from there, and gives its room back", async () => {
    const { open, ends, budget, requests } = await read({});
    open(post("Transfer-Encoding: chunked", chunked("0123456789", "0")));
    await expect.poll(() => ends).toEqual([undefined]);
    expect(budget.left).toBe(1_000);
    expect(requests[0]!.isPaused()).toBe(true);
    expect(requests[0]!.listenerCount("data")).toBe(0);
  });

  it("takes room while it is read, all that there is and no more", async () => {
    const { open, ends, budget } = await read({ bytes: 7 });
    const { socket } = open(post("Content-Length: 8", "0123456"));
    await expect.poll(() => budget.left).toBe(0);
    socket.write("7");
    await expect
      .poll(() => ends)
      .toEqual(["NotStoredError: not stored: overloaded"]);
    expect(budget.left).toBe(7);
  });

  it("is nobody's when the sender goes", async () => {
    const { open, ends, budget } = await read({});
    const { socket } = open(post("Content-Length: 5", "0"));
    await expect.poll(() => budget.left).toBe(999);
    socket.destroy();
    await expect.poll(() => ends).toEqual(["SenderGoneError"]);
    expect(budget.left).toBe(1_000);
  });

  it("is given up when it takes too long", async () => {
    const { open, ends, requests } = await read({ ms: 50 });
    open(post("Content-Length: 5", "0"));
    await expect.poll(() => ends).toEqual(["SlowSenderError"]);
    expect(requests[0]!.isPaused()).toBe(true);
  });
});

describe("a body that is dropped", () => {
  async function drop({ limit = 1_000, ms = 60_000 }) {
    const dropped: string[] = [];
    const requests: IncomingMessage[] = [];
    const { open } = await serveRequests((request) => {
      requests.push(request);
      void dropBody(request, limit, ms).then(() => dropped.push("dropped"));
    });
    return { open, dropped, requests };
  }

  it("is waited for to its end", async () => {
    const { open, dropped, requests } = await drop({});
    const { socket } = open(post("Content-Length: 5", "0123"));
    await expect.poll(() => requests).toHaveLength(1);
    expect(dropped).toEqual([]);
    socket.write("4");
    await expect.poll(() => dropped).toHaveLength(1);
    expect(requests[0]!.complete).toBe(true);
    expect(requests[0]!.listenerCount("data")).toBe(0);
  });

  it("is left unread beyond so many bytes", async () => {
    const { open, dropped, requests } = await drop({ limit: 5 });
    const { socket } = open(post("Content-Length: 99", "01234"));
    await expect.poll(() => requests[0]?.readableFlowing).toBe(true);
    expect(dropped).toEqual([]);
    socket.write("5");
    await expect.poll(() => dropped).toHaveLength(1);
    expect(requests[0]!.isPaused()).toBe(true);
  });

  it("is left unread after so long", async () => {
    const { open, dropped, requests } = await drop({ ms: 50 });
    open(post("Content-Length: 5", "0"));
    await expect.poll(() => dropped).toHaveLength(1);
    expect(requests[0]!.isPaused()).toBe(true);
  });

  it("is waited for no longer when the sender goes", async () => {
    const { open, dropped, requests } = await drop({});
    const { socket } = open(post("Content-Length: 5", "0"));
    await expect.poll(() => requests).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => dropped).toHaveLength(1);
  });

  it("is not waited for when nothing is left of it, or its sender is gone", async () => {
    const ends: string[] = [];
    const { open } = await serveRequests((request) => {
      request.resume().once("close", () => {
        void dropBody(request, 10, 60_000).then(() => ends.push("dropped"));
      });
    });
    open(post("Content-Length: 1", "0")).socket.end();
    await expect.poll(() => ends).toHaveLength(1);
    open(post("Content-Length: 2", "0")).socket.end();
    await expect.poll(() => ends).toHaveLength(2);
  });
});
