import { describe, expect, test } from "vitest";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { catchError, credentials, request } from "./catch-error.ts";

/** The error of a call that fetch gives up. */
function giveUp(error: Error, signal?: AbortSignal) {
  const client = createKeyDeliveryClient({
    baseUrl: "http://127.0.0.1/api/v1",
    fetch: () => Promise.reject(error),
  });
  return catchError(client.createTracking(credentials, request, { signal }));
}

const systemError = (fields: { code?: unknown; syscall?: string }) =>
  Object.assign(new Error("kEy4711 was refused"), fields);
const wrapped = (cause: unknown) => new TypeError("fetch failed", { cause });

describe("a call that fetch gives up", () => {
  test.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("did not reach KeyDelivery when the system says %s", async (code) => {
    expect(await giveUp(wrapped(systemError({ code })))).toMatchObject({
      name: "KeyDeliveryConnectionError",
      mayHaveReached: false,
      detail: code,
    });
  });

  test.each(["connect", "getaddrinfo"])(
    "did not reach KeyDelivery when it failed at %s, whatever the code",
    async (syscall) => {
      const error = await giveUp(systemError({ code: "EWHATEVER", syscall }));
      expect(error.mayHaveReached).toBe(false);
    },
  );

  test.each([
    { code: "ECONNRESET", syscall: "read" },
    { code: "UND_ERR_SOCKET" },
    { syscall: "connect" },
    {},
  ])("may have reached KeyDelivery when the system says %j", async (fields) => {
    const error = await giveUp(wrapped(systemError(fields)));
    expect(error.mayHaveReached).toBe(true);
    expect(error.detail).toBe(fields.code);
  });

  test.each([
    "kEy4711",
    "E",
    "ECONNREFUSED at kEy4711",
    "at ECONNREFUSED",
    "E".repeat(62),
    404,
    ["ENOTFOUND"],
  ])("does not repeat %j, which is no word of the system's", async (code) => {
    const error = await giveUp(systemError({ code, syscall: "connect" }));
    expect(error.detail).toBeUndefined();
    expect(error.mayHaveReached).toBe(true);
  });

  test("is told by the outermost word, looked for three causes deep and no deeper", async () => {
    const inner = systemError({ code: "ENOTFOUND" });
    const deep = await giveUp(wrapped(wrapped(wrapped(inner))));
    expect(deep.detail).toBe("ENOTFOUND");
    const deeper = await giveUp(wrapped(wrapped(wrapped(wrapped(inner)))));
    expect(deeper.detail).toBeUndefined();
    const outer = Object.assign(wrapped(inner), { code: "UND_ERR_ABORTED" });
    expect((await giveUp(outer)).detail).toBe("UND_ERR_ABORTED");
  });

  test("has reached KeyDelivery once an answer began, whatever the word", async () => {
    const error = systemError({ code: "ECONNREFUSED", syscall: "connect" });
    const body = new ReadableStream({
      start: (controller) => controller.error(error),
    });
    const client = createKeyDeliveryClient({
      baseUrl: "http://127.0.0.1/api/v1",
      fetch: async () => new Response(body),
    });
    expect(
      await catchError(client.createTracking(credentials, request)),
    ).toMatchObject({ mayHaveReached: true, httpStatus: 200 });
  });

  test("ends the search at a cause that is no error", async () => {
    const error = await giveUp(wrapped({ code: "ENOTFOUND" }));
    expect(error.detail).toBeUndefined();
  });
});
