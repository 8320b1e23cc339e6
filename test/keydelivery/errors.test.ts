import { describe, expect, test } from "vitest";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { catchError, credentials, request } from "./catch-error.ts";
import { listenWith, sendJson, type Answer } from "./listen-with.ts";

const html = "<html><body>kEy4711 sEcret0815 95279527</body></html>";

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

describe("a code in the body", () => {
  test.each([
    ["101", "KeyDeliveryRequestError", "report_bug", false],
    ["102", "KeyDeliveryRequestError", "report_bug", false],
    ["103", "KeyDeliveryRequestError", "report_bug", false],
    ["104", "KeyDeliveryCredentialsError", "pause_credentials", false],
    ["404", "KeyDeliveryCredentialsError", "pause_credentials", false],
    ["401", "KeyDeliveryQuotaError", "pause_quota", false],
    ["105", "KeyDeliveryParameterError", "ask_person", false],
    ["406", "KeyDeliveryParameterError", "ask_person", false],
    ["405", "KeyDeliveryCarrierError", "choose_carrier", false],
    ["106", "KeyDeliveryThrottleError", "slow_down", false],
    ["429", "KeyDeliveryThrottleError", "slow_down", false],
    ["500", "KeyDeliveryServerError", "retry", true],
    ["503", "KeyDeliveryServerError", "retry", true],
    ["60101", "KeyDeliveryUnknownCodeError", "ask_person", true],
    ["70707", "KeyDeliveryUnknownCodeError", "ask_person", true],
    ["1500", "KeyDeliveryUnknownCodeError", "ask_person", true],
    ["5000", "KeyDeliveryUnknownCodeError", "ask_person", true],
  ])(
    "%s is %s, remedy %s",
    async (answerCode, name, remedy, mayHaveReached) => {
      for (const code of [Number(answerCode), answerCode])
        for (const httpStatus of [200, 400, 500]) {
          const error = await failOn(
            sendJson({ code, message: html }, httpStatus),
          );
          expect(error).toMatchObject({
            name,
            remedy,
            mayHaveReached,
            answerCode,
            httpStatus,
          });
        }
    },
  );
});

describe("an answer that cannot be read", () => {
  test.each([
    ["HTML", html, "not_json"],
    ["empty", "", "empty"],
    ["half of a JSON text", '{"code":200,"mess', "not_json"],
    ["a JSON text that is no object", "[200]", "shape"],
    ["without a code", '{"message":"OK"}', "shape"],
    ["with a code that is none", '{"code":"kEy4711"}', "shape"],
    ["with more than a code", '{"code":"200 kEy4711"}', "shape"],
    ["with a code too long", '{"code":2000000000}', "shape"],
    [
      "too large",
      `{"code":200,"message":"${"x".repeat(200_000)}"}`,
      "too_large",
    ],
  ])("may have reached and is tried again: %s", async (_, body, detail) => {
    expect(await failOn(sendJson(body))).toMatchObject({
      name: "KeyDeliveryAnswerError",
      remedy: "retry",
      mayHaveReached: true,
      answerCode: undefined,
      httpStatus: 200,
      detail,
    });
    for (const httpStatus of [500, 502])
      expect(await failOn(sendJson(body, httpStatus))).toMatchObject({
        name: "KeyDeliveryServerError",
        remedy: "retry",
        mayHaveReached: true,
        httpStatus,
      });
  });

  test("counts real-time data that are none", async () => {
    const { baseUrl } = await listenWith(sendJson({ code: 200, data: "x" }));
    const client = createKeyDeliveryClient({ baseUrl, fetch });
    const error = await catchError(client.queryRealtime(credentials, request));
    expect(error).toMatchObject({
      name: "KeyDeliveryAnswerError",
      detail: "shape",
    });
  });
});

test.each([301, 302, 307, 308])("HTTP %s is not followed", async (status) => {
  const elsewhere = await listenWith(sendJson({ code: 200 }));
  const error = await failOn(
    sendJson("", status, { Location: `${elsewhere.baseUrl}/tracking/create` }),
  );
  expect(error).toMatchObject({
    name: "KeyDeliveryAnswerError",
    remedy: "retry",
    detail: "redirect",
  });
  expect(elsewhere.received).toHaveLength(0);
});

describe("HTTP 429", () => {
  test.each([
    [{ code: 104 }, false],
    [{ code: 500 }, false],
    [html, false],
    ["", false],
    [{ code: 200 }, true],
    [{ code: 60201 }, true],
  ])(
    "slows the account down, with the body %j",
    async (body, mayHaveReached) => {
      const error = await failOn(sendJson(body, 429, { "Retry-After": "7" }));
      expect(error).toMatchObject({
        name: "KeyDeliveryThrottleError",
        remedy: "slow_down",
        httpStatus: 429,
        retryAfterMs: 7_000,
        mayHaveReached,
      });
    },
  );

  test("slows the account down when its body is cut off", async () => {
    const error = await failOn((response) => {
      response.writeHead(429, { "Content-Length": "100" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    });
    expect(error).toMatchObject({ remedy: "slow_down", httpStatus: 429 });
  });

  test("takes a Retry-After that is a date, and ignores one that is neither", async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const { retryAfterMs } = await failOn(
      sendJson({}, 429, { "Retry-After": date }),
    );
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    const other = await failOn(sendJson({}, 429, { "Retry-After": "soon" }));
    expect(other.retryAfterMs).toBeUndefined();
  });
});

test.each(["", "kEy4711\r\nX-Other: 1", "kEy4711 ", "kEy4711ü"])(
  "a key that no header can carry is a wrong key, and is not quoted: %j",
  async (apiKey) => {
    const server = await listenWith(sendJson({ code: 200 }));
    const client = createKeyDeliveryClient({ ...server, fetch });
    const call = client.createTracking({ ...credentials, apiKey }, request);
    expect(await catchError(call)).toMatchObject({
      name: "KeyDeliveryCredentialsError",
      remedy: "pause_credentials",
      mayHaveReached: false,
      detail: "key_not_sendable",
    });
    expect(server.received).toHaveLength(0);
  },
);
