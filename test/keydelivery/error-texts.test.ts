import { describe, expect, test } from "vitest";
import {
  isKeyDeliveryError,
  KeyDeliveryError,
  KeyDeliveryPushError,
  type KeyDeliveryErrorName,
} from "#app/keydelivery/index.ts";

const names: KeyDeliveryErrorName[] = [
  "KeyDeliveryConnectionError",
  "KeyDeliveryTimeoutError",
  "KeyDeliveryAbortError",
  "KeyDeliveryAnswerError",
  "KeyDeliveryServerError",
  "KeyDeliveryThrottleError",
  "KeyDeliveryQuotaError",
  "KeyDeliveryCredentialsError",
  "KeyDeliveryCarrierError",
  "KeyDeliveryParameterError",
  "KeyDeliveryRequestError",
  "KeyDeliveryUnknownCodeError",
];
const messageOf = (...made: ConstructorParameters<typeof KeyDeliveryError>) =>
  new KeyDeliveryError(...made).message;

describe("the message of an error", () => {
  test("says in words what happened, of each kind something else", () => {
    const messages = names.map((name) =>
      messageOf(name, { mayHaveReached: true }),
    );
    for (const message of messages)
      expect(message).toMatch(/^KeyDelivery: [a-z']+( [a-z']+)+$/);
    expect(new Set(messages).size).toBe(names.length);
  });

  test("names the code, the HTTP status and the detail, where there are any", () => {
    const name = "KeyDeliveryQuotaError";
    const facts = { mayHaveReached: false };
    expect(
      messageOf(name, {
        ...facts,
        answerCode: "401",
        httpStatus: 200,
        detail: "empty",
      }),
    ).toBe("KeyDelivery: the quota is used up (code 401, HTTP 200, empty)");
    expect(messageOf(name, { ...facts, httpStatus: 502 })).toBe(
      "KeyDelivery: the quota is used up (HTTP 502)",
    );
  });

  test("says of a push that it is no object", () => {
    expect(new KeyDeliveryPushError()).toMatchObject({
      name: "KeyDeliveryPushError",
      message: "KeyDelivery: the push is not a JSON object",
    });
  });
});

describe("isKeyDeliveryError", () => {
  const error = new KeyDeliveryError("KeyDeliveryQuotaError", {
    mayHaveReached: false,
  });

  test("knows an error of the client, be it of another copy of the class", () => {
    expect(isKeyDeliveryError(error)).toBe(true);
    const { name, remedy } = error;
    expect(
      isKeyDeliveryError(Object.assign(new Error(), { name, remedy })),
    ).toBe(true);
  });

  test.each([
    ["another error", new Error("x")],
    [
      "an error without a remedy",
      Object.assign(new Error(), { name: error.name }),
    ],
    [
      "another error with a remedy",
      Object.assign(new Error(), { remedy: "retry" }),
    ],
    ["an object", { name: error.name, remedy: error.remedy }],
    ["nothing", undefined],
  ])("does not take %s for one", (_what, thrown) => {
    expect(isKeyDeliveryError(thrown)).toBe(false);
  });
});
