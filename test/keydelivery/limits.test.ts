import { describe, expect, test } from "vitest";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { catchError, credentials, request } from "./catch-error.ts";
import { listenWith, sendJson, type Answer } from "./listen-with.ts";

type Options = Partial<Parameters<typeof createKeyDeliveryClient>[0]>;

async function ask(answer: Answer, options: Options = {}) {
  const { baseUrl } = await listenWith(answer);
  const client = createKeyDeliveryClient({ baseUrl, fetch, ...options });
  return client.createTracking(credentials, request);
}
const failOn = (...asked: Parameters<typeof ask>) => catchError(ask(...asked));

describe("an answer", () => {
  const sized = (bytes: number) => {
    const rest = '{"code":200,"message":""}'.length;
    return sendJson(`{"code":200,"message":"${"x".repeat(bytes - rest)}"}`);
  };

  test("may be as long as the limit, and not a byte longer", async () => {
    const maxAnswerBytes = 50_000;
    expect(await ask(sized(50_000), { maxAnswerBytes })).toEqual({
      outcome: "created",
    });
    const error = await failOn(sized(50_001), { maxAnswerBytes });
    expect(error.detail).toBe("too_large");
  });

  test("may be as long as the longest history where no limit is given", async () => {
    expect(await ask(sized(8 * 1024 ** 2))).toEqual({ outcome: "created" });
    const error = await failOn(sized(17 * 1024 ** 2));
    expect(error.detail).toBe("too_large");
  });

  test("of blanks alone, or without any body, is empty", async () => {
    expect((await failOn(sendJson(" \n"))).detail).toBe("empty");
    const bodiless = await failOn((response) => {
      response.writeHead(204).end();
    });
    expect(bodiless).toMatchObject({ detail: "empty", httpStatus: 204 });
  });

  test.each([300, 304, 399])(
    "of HTTP %s is a redirect that nobody follows",
    async (status) => {
      const error = await failOn((response) => {
        response.writeHead(status).end();
      });
      expect(error).toMatchObject({ detail: "redirect", httpStatus: status });
    },
  );

  test("is waited for no longer than the time-out where the caller can abort as well", async () => {
    const { baseUrl } = await listenWith(() => undefined);
    const client = createKeyDeliveryClient({ baseUrl, fetch, timeoutMs: 100 });
    const { signal } = new AbortController();
    const call = client.detectCarriers(credentials, "LY1", { signal });
    expect((await catchError(call)).name).toBe("KeyDeliveryTimeoutError");
  });
});

describe("Retry-After", () => {
  const day = 86_400_000;

  test.each([
    ["0", 0],
    ["120", 120_000],
    ["172800", day],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
    ["Fri, 31 Dec 2999 23:59:59 GMT", day],
    ["5 minutes", undefined],
    ["in 5", undefined],
    ["", undefined],
  ])("of %s is %s ms", async (header, retryAfterMs) => {
    const error = await failOn(sendJson({}, 429, { "Retry-After": header }));
    expect(error.retryAfterMs).toBe(retryAfterMs);
  });

  test("is not told where there is none", async () => {
    expect((await failOn(sendJson({}, 429))).retryAfterMs).toBeUndefined();
  });
});

test.each(["queryRealtime", "detectCarriers"] as const)(
  "%s refuses with the code's own error",
  async (method) => {
    const { baseUrl } = await listenWith(sendJson({ code: 401 }));
    const client = createKeyDeliveryClient({ baseUrl, fetch });
    const call =
      method === "queryRealtime"
        ? client.queryRealtime(credentials, request)
        : client.detectCarriers(credentials, "LY1");
    expect(await catchError(call)).toMatchObject({
      name: "KeyDeliveryQuotaError",
      answerCode: "401",
    });
  },
);

test("tells who watches each call by its path, and how it ended", async () => {
  const watched: string[] = [];
  const { baseUrl } = await listenWith((response, received) => {
    const code = received.path?.endsWith("detect") ? 406 : 60101;
    sendJson({ code })(response, received);
  });
  const client = createKeyDeliveryClient({
    baseUrl,
    fetch,
    async watch(call, run) {
      const answer = await run();
      watched.push(`${call} ${answer.code}`);
      return answer;
    },
  });
  await client.queryRealtime(credentials, request);
  await client.detectCarriers(credentials, "LY1");
  await catchError(client.createTracking(credentials, request));
  expect(watched).toEqual([
    "/tracking/realtime 60101",
    "/carriers/detect 406",
    "/tracking/create 60101",
  ]);
});

test("sends where a parcel comes from and goes to", async () => {
  const server = await listenWith(sendJson({ code: 200 }));
  const client = createKeyDeliveryClient({
    baseUrl: `${server.baseUrl}//`,
    fetch,
  });
  await client.createTracking(credentials, {
    ...request,
    shipFrom: "Shenzhen, China",
    shipTo: "Toronto, Canada",
  });
  expect(server.received[0]?.path).toBe("/api/v1/tracking/create");
  expect(JSON.parse(server.received[0]?.body ?? "")).toMatchObject({
    ship_from: "Shenzhen, China",
    ship_to: "Toronto, Canada",
  });
});
