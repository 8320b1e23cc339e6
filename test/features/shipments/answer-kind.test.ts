import { expect, it } from "vitest";
import { answerKindOf } from "#app/features/shipments/answer-kind.ts";
import texts from "#app/features/shipments/locales/en.json" with { type: "json" };

it.each([
  ["200", "accepted"],
  ["60201", "existed"],
  ["401", "quota"],
  ["104", "credentials"],
  ["404", "credentials"],
  ["105", "parameter"],
  ["405", "carrier"],
  ["406", "number"],
  ["106", "throttled"],
  ["429", "throttled"],
  ["500", "server"],
  ["503", "server"],
  ["KeyDeliveryTimeoutError", "network"],
  ["KeyDeliveryAnswerError", "unreadable"],
  ["102", "request"],
  ["999", "other"],
  ["KeyDeliveryUnknownCodeError", "other"],
] as const)("has words for the answer %s", (code, kind) => {
  expect(answerKindOf(code)).toBe(kind);
  expect(texts.answer[kind]).toBeTruthy();
});
