import { connect, type Socket } from "node:net";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { readBody } from "#app/ingress/read-body.ts";
import { listen } from "#app/platform/http/listen.server.ts";
import { sendRaw } from "./raw-request.ts";

const sockets: Socket[] = [];
const open = (port: number, head: string) =>
  new Promise<Socket>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(head);
      resolve(socket);
    });
    sockets.push(socket.once("error", reject));
    socket.on("error", () => undefined);
  });
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

const quick = {
  headersTimeout: 700,
  requestTimeout: 1_400,
  keepAliveTimeout: 1_000,
  connectionsCheckingInterval: 100,
  maxConnections: 400,
};
const serve = (limits = quick) =>
  listen(
    (request, response) => {
      request.resume().on("end", () => response.end("done"));
    },
    { host: "127.0.0.1", port: 0 },
    limits,
  );
const isCut = (socket: Socket) =>
  new Promise<boolean>((resolve) => {
    if (socket.destroyed || socket.readableEnded) resolve(true);
    socket.resume().once("close", () => resolve(true));
    setTimeout(() => resolve(false), 4_000).unref();
  });

describe("connections that send as slowly as they can", () => {
  it.each([
    ["headers", "GET / HTTP/1.1\r\nHost: x\r\nX-One: "],
    ["a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"],
    ["nothing", ""],
  ])(
    "are cut, 300 of them with %s, and others are served beside them",
    async (_what, head) => {
      const web = await serve();
      const slow = await Promise.all(
        Array.from({ length: 300 }, () => open(web.port, head)),
      );
      const drip = setInterval(() => {
        if (head) for (const socket of slow) socket.write("a");
      }, 100);
      const startedAt = performance.now();
      const answer = await fetch(`http://127.0.0.1:${web.port}/`);
      expect(await answer.text()).toBe("done");
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(await Promise.all(slow.map(isCut))).not.toContain(false);
      clearInterval(drip);
      await web.close(100);
    },
    20_000,
  );

  it("are no more than so many, and room comes back when they go", async () => {
    const web = await serve({ ...quick, maxConnections: 20 });
    const many = await Promise.all(
      Array.from({ length: 20 }, () => open(web.port, "")),
    );
    await sleep(50);
    await expect(fetch(`http://127.0.0.1:${web.port}/`)).rejects.toThrow();
    for (const socket of many) socket.destroy();
    await sleep(50);
    expect((await fetch(`http://127.0.0.1:${web.port}/`)).status).toBe(200);
    await web.close(100);
  });
});

describe("a body that is read before its signature can be checked", () => {
  async function serveBodies(ms: number, bytes: number) {
    const budget = { left: bytes };
    const ends: string[] = [];
    const server = createServer((request, response) => {
      readBody(request, { limit: 1_000_000, ms, budget }).then(
        (body) => {
          ends.push(body ? "read" : "too long");
          response.end();
        },
        (error: Error) => {
          ends.push(error.name);
          request.destroy();
        },
      );
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    return { port, ends, budget, close: () => server.close() };
  }
  const head = (length: number) =>
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;

  it("is given up when it takes too long", async () => {
    const { port, ends, budget, close } = await serveBodies(300, 10_000);
    await open(port, `${head(100)}abc`);
    await expect.poll(() => ends).toEqual(["SlowSenderError"]);
    expect(budget.left).toBe(10_000);
    close();
  });

  it("is refused while others hold all there is, and read again once they are gone", async () => {
    const { port, ends, budget, close } = await serveBodies(5_000, 1_000);
    const holder = await open(port, head(2_000) + "a".repeat(900));
    await expect.poll(() => budget.left).toBe(100);
    await sendRaw(port, [head(200), "b".repeat(200)], 500);
    expect(ends).toEqual(["NotStoredError"]);
    holder.destroy();
    await expect.poll(() => budget.left).toBe(1_000);
    await sendRaw(port, [head(200), "b".repeat(200)], 500);
    expect(ends.at(-1)).toBe("read");
    close();
  });
});
