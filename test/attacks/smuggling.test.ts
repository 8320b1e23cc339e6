import { describe, expect, it } from "vitest";
import { useIngress } from "#test/ingress/use-ingress.ts";
import { answersIn, sendRaw, statusOf } from "./raw-request.ts";

const ingress = useIngress();
const port = () => Number(new URL(ingress.url()).port);
const nothingStored = async () =>
  expect(await ingress.deliveries()).toEqual([]);

describe("a request in a request", () => {
  const smuggled = "GET /webhooks/shopify HTTP/1.1\r\nHost: x\r\n\r\n";

  it.each([
    [
      "both lengths",
      "Transfer-Encoding: chunked\r\nContent-Length: 5",
      "0\r\n\r\n",
    ],
    ["two lengths", "Content-Length: 5\r\nContent-Length: 6", "hello"],
    ["a length with a sign", "Content-Length: +5", "hello"],
    ["a length of two numbers", "Content-Length: 5, 6", "hello"],
    ["chunked in disguise", "Transfer-Encoding: xchunked", "0\r\n\r\n"],
    ["chunked behind a blank", "Transfer-Encoding : chunked", "0\r\n\r\n"],
    ["chunked not last", "Transfer-Encoding: chunked, identity", "0\r\n\r\n"],
    ["a folded header", "X-One: a\r\n b: c\r\nContent-Length: 0", ""],
    ["a line end of its own", "X-One: a\nContent-Length: 0", ""],
  ])("is not answered behind %s", async (_how, headers, content) => {
    const head = `POST /webhooks/shopify HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`;
    const answer = await sendRaw(port(), [head, content, smuggled], 1_500);
    expect(answersIn(answer)).toBeLessThan(2);
    expect(statusOf(answer)).toBe(400);
    await nothingStored();
  });

  it.each([
    ["a size that is no number", "zz\r\n"],
    ["a size beyond all", "fffffffffffffffff\r\n"],
    ["a negative size", "-1\r\n"],
  ])("is not answered behind a chunk with %s", async (_how, chunk) => {
    const head =
      "POST /webhooks/shopify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const answer = await sendRaw(port(), [head, chunk, smuggled], 1_500);
    expect(answersIn(answer)).toBeLessThan(2);
    await nothingStored();
  });
});
