import { KeyDeliveryError, type KeyDeliveryErrorName } from "./errors.ts";

export type AnswerHead = { httpStatus: number; retryAfterMs?: number };

const refusals = new Map<string, KeyDeliveryErrorName>([
  ["101", "KeyDeliveryRequestError"],
  ["102", "KeyDeliveryRequestError"],
  ["103", "KeyDeliveryRequestError"],
  ["104", "KeyDeliveryCredentialsError"],
  ["105", "KeyDeliveryParameterError"],
  ["106", "KeyDeliveryThrottleError"],
  ["401", "KeyDeliveryQuotaError"],
  ["404", "KeyDeliveryCredentialsError"],
  ["405", "KeyDeliveryCarrierError"],
  ["406", "KeyDeliveryParameterError"],
  ["429", "KeyDeliveryThrottleError"],
]);

/** The error for an answer whose body code is no outcome of the call. */
export function refusal(answerCode: string, head: AnswerHead) {
  const name = refusals.get(answerCode);
  if (name)
    return new KeyDeliveryError(name, {
      ...head,
      answerCode,
      mayHaveReached: false,
    });
  return new KeyDeliveryError(
    /^5\d\d$/.test(answerCode)
      ? "KeyDeliveryServerError"
      : "KeyDeliveryUnknownCodeError",
    { ...head, answerCode, mayHaveReached: true },
  );
}

/** HTTP 429, whatever the body says. Only one that says "done" leaves a doubt. */
export function throttled(answerCode: string | undefined, head: AnswerHead) {
  return new KeyDeliveryError("KeyDeliveryThrottleError", {
    ...head,
    answerCode,
    mayHaveReached: answerCode === "200" || answerCode === "60201",
  });
}

export function unreadable(
  detail: "empty" | "not_json" | "shape" | "too_large" | "redirect",
  head: AnswerHead,
) {
  return new KeyDeliveryError(
    head.httpStatus >= 500
      ? "KeyDeliveryServerError"
      : "KeyDeliveryAnswerError",
    { ...head, detail, mayHaveReached: true },
  );
}
