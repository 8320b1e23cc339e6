import { expect, it } from "vitest";
import { isWebhookTopic } from "#app/domain/webhook-topics.ts";

it("knows the topics that are carried out, and none beside", () => {
  expect(isWebhookTopic("shop/redact")).toBe(true);
  for (const none of ["orders/create", "", undefined])
    expect(isWebhookTopic(none)).toBe(false);
});
