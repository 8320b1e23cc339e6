import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { callbackTokens } from "./serve-ingress.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress();
const refOf = (number: string) =>
  callbackTokens.refOf({ fingerprint: "f", carrierId: "usps", number });
const ref = refOf("LY1");
const token = callbackTokens.tokenOf(ref);
const body = JSON.stringify({ event: "TRACKING", tracking_number: "LY1" });
const ok = { code: 200, message: "OK" };

const push = (text: BodyInit = body, to = token) =>
  fetch(`${ingress.url()}/callbacks/keydelivery/${to}`, {
    method: "POST",
    body: text,
    headers: { "content-type": "application/json" },
  });
/** Says that nine million bytes will follow, and leaves. */
const sendHead = (url: string, to: string) =>
  new Promise<void>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () =>
      socket.end(
        `POST /callbacks/keydelivery/${to} HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n`,
      ),
    );
    socket
      .on("error", reject)
      .on("close", () => resolve())
      .resume();
  });
const padded = (bytes: number) =>
  `{"pad":"${"x".repeat(bytes - '{"pad":""}'.length)}"}`;

describe("a push under a token of ours", () => {
  it("is stored with its bytes and one job before it is answered as KeyDelivery asks", async () => {
    const answer = await push();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.json()).toEqual(ok);
    const [row] = await ingress.pushes();
    expect(row).toMatchObject({ ref, processedAt: null });
    expect(Buffer.from(row!.body).toString()).toBe(body);
    expect(await ingress.pushJobs()).toEqual([{ pushId: String(row!.id) }]);
  });

  it("is stored once and answered 200 each time it is repeated", async () => {
    for (let times = 0; times < 3; times += 1)
      expect(await (await push()).json()).toEqual(ok);
    expect(await ingress.pushes()).toHaveLength(1);
    expect(await ingress.pushJobs()).toHaveLength(1);
  });

  it("is a row of its own when its body or its token is another", async () => {
    await push();
    await push(`${body} `);
    await push(body, callbackTokens.tokenOf(refOf("LY2")));
    expect(await ingress.pushes()).toHaveLength(3);
    expect(await ingress.pushJobs()).toHaveLength(3);
  });

  it("is stored when it has NULs, bytes that are no UTF-8, and 8 MiB", async () => {
    const start = Buffer.from('{"a":"\\u0000');
    const pad = Buffer.alloc(8 * 1024 ** 2 - start.length - 2, 0xff);
    const bytes = Buffer.concat([start, pad, Buffer.from('"}')]);
    expect((await push(bytes)).status).toBe(200);
    const [row] = await ingress.pushes();
    expect(Buffer.from(row!.body).equals(bytes)).toBe(true);
  });
});

describe("a large push", () => {
  const part = 64 * 1024;
  it("takes as many turns of its tracking as it has parts of 64 kB", async () => {
    const large = refOf("LARGE");
    const send = (bytes: number) =>
      push(padded(bytes), callbackTokens.tokenOf(large));
    // Two hundred turns in all, of which a second brings back a fifth of one.
    for (const bytes of [50 * part, 49 * part + 1, 50 * part - 1, 30 * part])
      await send(bytes);
    expect((await send(40 * part)).status).toBe(200);
    expect(await ingress.pushes()).toHaveLength(4);
    expect(ingress.oversized).toEqual([large]);
  });
});

describe("a push of more than 8 MiB", () => {
  it("is dropped, answered 200, and has its tracking asked for", async () => {
    const answer = await push(padded(8 * 1024 ** 2 + 1));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(ok);
    expect(ingress.oversized).toEqual([ref]);
    expect(await ingress.pushes()).toEqual([]);
  });

  it("has its tracking asked for at once, and once more five minutes later however many come", async () => {
    const often = callbackTokens.tokenOf(refOf("OFTEN"));
    const large = padded(8 * 1024 ** 2 + 1);
    const from = Date.now();
    for (let times = 0; times < 4; times++)
      expect((await push(large, often)).status).toBe(200);
    expect(ingress.oversized).toHaveLength(2);
    expect(ingress.askedLater).toHaveLength(1);
    const [at] = ingress.askedLater;
    expect(at!.getTime() - from).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it("has its tracking asked for though its sender left after the first line, and no more often than else", async () => {
    const gone = refOf("GONE");
    for (let times = 0; times < 20; times++)
      await sendHead(ingress.url(), callbackTokens.tokenOf(gone));
    await expect.poll(() => ingress.answered).toHaveLength(20);
    expect(ingress.oversized).toEqual([gone, gone]);
    expect(ingress.askedLater).toHaveLength(1);
  });

  it("is treated the same when it comes in chunks", async () => {
    const answer = await fetch(
      `${ingress.url()}/callbacks/keydelivery/${token}`,
      {
        method: "POST",
        body: new Blob([padded(9 * 1024 ** 2)]).stream(),
        duplex: "half",
      },
    );
    expect(answer.status).toBe(200);
    expect(ingress.oversized).toEqual([ref]);
  });

  it("is answered 503 when asking for the tracking could not be queued", async () => {
    const fails = callbackTokens.tokenOf(refOf("FAILS"));
    ingress.failing.oversized = true;
    for (let times = 0; times < 3; times++)
      expect((await push(padded(9 * 1024 ** 2), fails)).status).toBe(503);
  });
});

describe("a push that cannot be accepted", () => {
  it.each(["GET", "PUT", "DELETE"])(
    "answers 405 and names POST when the method is %s",
    async (method) => {
      const url = `${ingress.url()}/callbacks/keydelivery/${token}`;
      const answer = await fetch(url, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("POST");
    },
  );

  it.each([
    ["empty", ""],
    ["of another shape", "x"],
    [
      "changed in one character",
      token.replace(/.$/, (c) => (c === "A" ? "B" : "A")),
    ],
    ["followed by more", `${token}/more`],
    [
      "of another installation",
      createCallbackTokens(new Map([[1, Buffer.alloc(32, 7)]])).tokenOf(ref),
    ],
    [
      "under a key we do not hold",
      createCallbackTokens(new Map([[2, Buffer.alloc(32, 7)]])).tokenOf(ref),
    ],
  ])("answers 401 in JSON when the token is %s", async (_case, to) => {
    const answer = await push(body, to);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      code: 401,
      message: "Unknown callback address",
    });
    expect(await ingress.pushes()).toEqual([]);
  });

  it("answers 401 to a forgery without waiting for its body", async () => {
    expect((await push(padded(9 * 1024 ** 2), "x")).status).toBe(401);
    expect(ingress.oversized).toEqual([]);
  });

  it.each(["", "x", "[]", "null", "1"])(
    "answers 400 in JSON when the body is '%s'",
    async (text) => {
      const answer = await push(text);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        code: 400,
        message: "Body is not a JSON object",
      });
      expect(await ingress.pushes()).toEqual([]);
    },
  );
});
