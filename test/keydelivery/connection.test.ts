import { describe, expect, test } from "vitest";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { catchError, credentials, request } from "./catch-error.ts";
import { listenWith, sendJson, type Answer } from "./listen-with.ts";

async function failOn(answer: Answer, timeoutMs = 2_000) {
  const { baseUrl } = await listenWith(answer);
  const client = createKeyDeliveryClient({
    baseUrl,
    fetch,
    timeoutMs,
    maxAnswerBytes: 100_000,
  });
  return catchError(client.createTracking(credentials, request));
}

describe("a connection that fails", () => {
  test("was never made when it is refused", async () => {
    const server = await listenWith(sendJson({ code: 200 }));
    await server.close();
    const client = createKeyDeliveryClient({ ...server, fetch });
    const error = await catchError(client.createTracking(credentials, request));
    expect(error).toMatchObject({
      name: "KeyDeliveryConnectionError",
      remedy: "retry",
      mayHaveReached: false,
      detail: "ECONNREFUSED",
      httpStatus: undefined,
    });
  });

  test("may have reached when it is cut before the answer", async () => {
    const error = await failOn((response) => response.destroy());
    expect(error).toMatchObject({
      name: "KeyDeliveryConnectionError",
      mayHaveReached: true,
    });
  });

  test("may have reached when it is cut within the answer", async () => {
    const error = await failOn((response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write('{"code":200');
      setTimeout(() => response.destroy(), 20);
    });
    expect(error).toMatchObject({
      name: "KeyDeliveryConnectionError",
      remedy: "retry",
      mayHaveReached: true,
      httpStatus: 200,
    });
  });
});

describe("the time-out", () => {
  test("covers the wait for an answer", async () => {
    const error = await failOn(() => undefined, 100);
    expect(error).toMatchObject({
      name: "KeyDeliveryTimeoutError",
      remedy: "retry",
      mayHaveReached: true,
    });
  });

  test("covers the body", async () => {
    const error = await failOn((response) => {
      response.writeHead(200);
      response.write('{"code":');
    }, 100);
    expect(error).toMatchObject({
      name: "KeyDeliveryTimeoutError",
      mayHaveReached: true,
      httpStatus: 200,
    });
  });
});

describe("the caller's signal", () => {
  test("ends a call that waits", async () => {
    const { baseUrl } = await listenWith(() => abort.abort());
    const abort = new AbortController();
    const client = createKeyDeliveryClient({ baseUrl, fetch });
    const call = client.createTracking(credentials, request, {
      signal: abort.signal,
    });
    expect(await catchError(call)).toMatchObject({
      name: "KeyDeliveryAbortError",
      remedy: "retry",
      mayHaveReached: true,
    });
  });

  test("sends nothing when it is aborted already", async () => {
    const server = await listenWith(sendJson({ code: 200 }));
    const client = createKeyDeliveryClient({ ...server, fetch });
    const call = client.detectCarriers(credentials, "LY1", {
      signal: AbortSignal.abort(),
    });
    expect(await catchError(call)).toMatchObject({
      name: "KeyDeliveryAbortError",
      mayHaveReached: false,
    });
    expect(server.received).toHaveLength(0);
  });
});
