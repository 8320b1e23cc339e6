import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { testCredentials } from "#app/features/accounts/test-credentials.server.ts";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import {
  bodyCode,
  cut,
  htmlPage,
  serverError,
  slow,
  tooManyRequests,
  type Fault,
} from "#test/sandbox/keydelivery/faults.ts";
import {
  startKeyDelivery,
  type SimulatedKeyDelivery,
} from "#test/sandbox/keydelivery/start-keydelivery.ts";

const account = { apiKey: "key-1a2B", apiSecret: "planted-secret" };
let simulator: SimulatedKeyDelivery;
beforeAll(async () => {
  simulator = await startKeyDelivery({ accounts: [account] });
});
beforeEach(() => {
  simulator.clearFaults();
  simulator.journal.requests.length = 0;
});
afterAll(() => simulator.close());

const test = (credentials = account, signal?: AbortSignal) =>
  testCredentials(
    createKeyDeliveryClient({
      baseUrl: simulator.baseUrl,
      fetch,
      timeoutMs: 300,
    }),
    credentials,
    { signal },
  );

describe("credentials that are right", () => {
  it("are found so with one call that subscribes to nothing", async () => {
    expect(await test()).toEqual({ ok: true });
    expect(simulator.journal.requests).toMatchObject([
      { endpoint: "detect", number: "LY811679807CN", code: 406 },
    ]);
    expect(simulator.trackings()).toEqual([]);
  });

  it("are found so when a carrier is detected", async () => {
    simulator.setDetection("LY", ["usps"]);
    expect(await test()).toEqual({ ok: true });
  });

  it("come with a warning when the quota is used up", async () => {
    simulator.failNext(bodyCode(401));
    expect(await test()).toEqual({ ok: true, warning: "quota" });
  });
});

describe("credentials that are wrong", () => {
  it("are a bad key when KeyDelivery does not know it", async () => {
    expect(await test({ ...account, apiKey: "other" })).toEqual({
      ok: false,
      cause: "bad_key",
    });
  });

  it("are a bad secret when the signature does not fit the key", async () => {
    expect(await test({ ...account, apiSecret: "other" })).toEqual({
      ok: false,
      cause: "bad_secret",
    });
  });
});

it("knows the client's errors although it was bundled with a copy of their class", async () => {
  vi.resetModules();
  const copy = await import("#app/keydelivery/index.ts");
  const client = copy.createKeyDeliveryClient({
    baseUrl: simulator.baseUrl,
    fetch,
  });
  expect(copy.createKeyDeliveryClient).not.toBe(createKeyDeliveryClient);
  expect(
    await testCredentials(client, { ...account, apiSecret: "other" }),
  ).toEqual({ ok: false, cause: "bad_secret" });
});

describe("nothing is known of the credentials", () => {
  it.each<[string, string, Fault]>([
    ["unreachable", "the connection is cut", cut],
    ["unreachable", "the answer does not come in time", slow(2_000)],
    ["unreachable", "the answer is a page", htmlPage],
    ["unreachable", "KeyDelivery has trouble of its own", serverError],
    ["refused", "KeyDelivery wants fewer calls", tooManyRequests(30)],
    ["refused", "KeyDelivery's security refuses", bodyCode(106)],
    ["refused", "a code is unknown", bodyCode(999)],
  ])("%s, when %s", async (cause, _, fault) => {
    simulator.failNext(fault);
    expect(await test()).toEqual({ ok: false, cause });
  });

  it("unreachable, when the merchant has left", async () => {
    expect(await test(account, AbortSignal.abort())).toEqual({
      ok: false,
      cause: "unreachable",
    });
  });
});
