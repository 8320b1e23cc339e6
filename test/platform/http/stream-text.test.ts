import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { writeReadableStreamToWritable } from "@remix-run/node";
import { afterEach, expect, it, vi } from "vitest";
import { streamText } from "#app/platform/http/stream-text.server.ts";
import { waitForDrain } from "#app/platform/http/wait-for-drain.server.ts";

const piece = "x".repeat(64_000);
const made = { pieces: 0, ended: false };
const server = createServer((_request, response) => {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const body = streamText(endless(), {
    signal: gone.signal,
    drained: () => waitForDrain(response),
  });
  void writeReadableStreamToWritable(body, response);
});

async function* endless(): AsyncGenerator<string, undefined> {
  try {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      made.pieces += 1;
      yield piece;
    }
  } finally {
    made.ended = true;
  }
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it("makes no more than the reader takes, and ends when it is gone", async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const request = get({ host: "127.0.0.1", port });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let seen = -1;
  // Nobody reads: what the two ends hold fills up, and the making rests.
  await vi.waitUntil(
    () => {
      const rests = made.pieces > 0 && made.pieces === seen;
      seen = made.pieces;
      return rests;
    },
    { timeout: 10_000, interval: 200 },
  );
  response.once("data", () => response.pause());
  response.resume();
  await vi.waitUntil(() => made.pieces >= seen);
  expect(made.ended).toBe(false);
  request.destroy();
  await vi.waitUntil(() => made.ended, { timeout: 10_000 });
});
