import { expect, test } from "vitest";
import {
  acceptAndCut,
  bodyCode,
  cut,
  emptyAnswer,
  htmlPage,
  serverError,
  slow,
  tooManyRequests,
  type Fault,
} from "./faults.ts";
import { openSimulator } from "./open-simulator.ts";

test.each<[string, Fault, object, string]>([
  [
    "500",
    serverError,
    { name: "KeyDeliveryServerError", httpStatus: 500 },
    "created",
  ],
  [
    "a page",
    htmlPage,
    { name: "KeyDeliveryAnswerError", detail: "not_json" },
    "created",
  ],
  [
    "nothing",
    emptyAnswer,
    { name: "KeyDeliveryAnswerError", detail: "empty" },
    "created",
  ],
  [
    "a cut connection",
    cut,
    { name: "KeyDeliveryConnectionError", mayHaveReached: true },
    "created",
  ],
  [
    "a cut after it was done",
    acceptAndCut,
    { name: "KeyDeliveryConnectionError", mayHaveReached: true },
    "exists",
  ],
  [
    "silence",
    slow(5_000),
    { name: "KeyDeliveryTimeoutError", mayHaveReached: true },
    "created",
  ],
  [
    "429",
    tooManyRequests(3),
    { remedy: "slow_down", retryAfterMs: 3_000 },
    "created",
  ],
  ["106", bodyCode(106), { remedy: "slow_down", answerCode: "106" }, "created"],
  [
    "104",
    bodyCode(104, 403),
    { remedy: "pause_credentials", httpStatus: 403 },
    "created",
  ],
])("answers %s once, when told to", async (_, fault, error, next) => {
  const { simulator, create } = await openSimulator();
  simulator.failNext(fault);
  await expect(create("A1")).rejects.toMatchObject(error);
  expect(await create("A1")).toEqual({ outcome: next });
  expect(simulator.journal.requests[0]).toMatchObject({
    number: "A1",
    endpoint: "create",
  });
});

test("a slow call is carried out although nobody listens any more", async () => {
  const { simulator, create } = await openSimulator();
  simulator.failNext(slow(1_100));
  await expect(create("A1")).rejects.toMatchObject({ mayHaveReached: true });
  await expect
    .poll(() => simulator.journal.accepted(), { timeout: 2_000 })
    .toHaveLength(1);
  expect(await create("A1")).toEqual({ outcome: "exists" });
});

test("a fault waits for its number and its endpoint, as often as told", async () => {
  const { simulator, create } = await openSimulator();
  simulator.failNext(bodyCode(500), { number: "A2", times: 2 });
  simulator.failNext(bodyCode(106), { endpoint: "detect" });
  expect(await create("A1")).toEqual({ outcome: "created" });
  await expect(create("A2")).rejects.toMatchObject({ answerCode: "500" });
  await expect(create("A2")).rejects.toMatchObject({ answerCode: "500" });
  expect(await create("A2")).toEqual({ outcome: "created" });
});
