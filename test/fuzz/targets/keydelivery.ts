import fc from "fast-check";
import { expect } from "vitest";
import {
  createKeyDeliveryClient,
  KeyDeliveryError,
  KeyDeliveryPushError,
  lookUpStatus,
  parsePush,
  readStatusCode,
  type TrackingItem,
} from "#app/keydelivery/index.ts";
import { asJson, border, orDeclared, type Border } from "../border.ts";
import { answers, expiredPush, pushBody } from "../examples.ts";
import { hostileText, hostileValue, planted } from "../hostile.ts";
import { mutated, mutatedText } from "../mutate.ts";

const credentials = { apiKey: "key-1", apiSecret: planted };
const asked = { carrierId: "ups", trackingNumber: "1Z1" };

const answerText = fc.oneof(
  {
    weight: 4,
    arbitrary: mutated(...Object.values(answers)).map(
      (value) => JSON.stringify(value) ?? "",
    ),
  },
  {
    weight: 1,
    arbitrary: mutatedText(
      ...Object.values(answers).map((one) => JSON.stringify(one)),
    ),
  },
);

const answerHead = fc.record({
  status: fc.oneof(
    { weight: 5, arbitrary: fc.constant(200) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  ),
  retryAfter: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.integer({ min: -1, max: 10 ** 9 }).map(String) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("", "soon", "Sun, 06 Nov 1994 08:49:37 GMT"),
    },
  ),
});

const answer = fc.record({ text: answerText, head: answerHead });
type Answer = {
  text: string;
  head: { status: number; retryAfter: string | undefined };
};

// 204 and the like may have no body.
const responseOf = ({ text, head }: Answer) =>
  new Response([204, 205, 304].includes(head.status) ? null : text, {
    status: head.status,
    headers:
      head.retryAfter === undefined ? {} : { "retry-after": head.retryAfter },
  });

const clientThatGets = (given: Answer) =>
  createKeyDeliveryClient({
    baseUrl: "https://keydelivery.example",
    fetch: () => Promise.resolve(responseOf(given)),
    maxAnswerBytes: 60_000,
  });

function checkItem(item: TrackingItem) {
  expect(item.sortTime).toMatch(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)?$/);
  expect(item.timeText + item.context).not.toBe("");
  for (const text of Object.values(item)) {
    expect(text ?? "").toHaveProperty("length", text?.length ?? 0);
    expect((text ?? "").length).toBeLessThanOrEqual(2_000);
    expect(isStorable(text ?? "")).toBe(true);
  }
}

const isStorable = (text: string) =>
  !text.includes("\0") && text.isWellFormed();

export const keydeliveryBorders: Border[] = [
  border(
    "app/keydelivery/parse-push.ts#parsePush",
    fc.oneof(mutated(pushBody, expiredPush).map(asJson), hostileValue),
    async (json) => {
      const push = await orDeclared(
        () => parsePush(json),
        KeyDeliveryPushError,
      );
      if (!push) {
        const isObject = typeof json === "object" && json !== null;
        expect(isObject && !Array.isArray(json)).toBe(false);
        return;
      }
      push.items.forEach(checkItem);
      const listed = (json as { items?: unknown }).items;
      expect(push.items.length + push.skippedItems).toBe(
        Array.isArray(listed) ? listed.length : 0,
      );
      expect((push.trackingNumber ?? "").length).toBeLessThanOrEqual(200);
    },
    8,
  ),
  border(
    [
      "app/keydelivery/schemas.ts#answerSchema",
      "app/keydelivery/answers.ts#readAnswer",
      "app/keydelivery/answers.ts",
    ],
    answer,
    async (given) => {
      const made = await orDeclared(
        () =>
          clientThatGets(given).createTracking(credentials, {
            ...asked,
            webhookUrl: "https://app.example",
          }),
        KeyDeliveryError,
      );
      expect(["created", "exists", undefined]).toContain(made?.outcome);
    },
    3,
  ),
  border(
    [
      "app/keydelivery/schemas.ts#realtimeDataSchema",
      "app/keydelivery/schemas.ts#pushSchema",
      "app/keydelivery/answers.ts#readData",
    ],
    answer,
    async (given) => {
      const found = await orDeclared(
        () => clientThatGets(given).queryRealtime(credentials, asked),
        KeyDeliveryError,
      );
      if (found?.outcome === "found") found.items.forEach(checkItem);
    },
    3,
  ),
  border(
    "app/keydelivery/schemas.ts#detectDataSchema",
    answer,
    async (given) => {
      const found = await orDeclared(
        () => clientThatGets(given).detectCarriers(credentials, "1Z1"),
        KeyDeliveryError,
      );
      for (const { carrierId, name } of found ?? []) {
        expect(carrierId).not.toBe("");
        expect(carrierId.length).toBeLessThanOrEqual(100);
        expect(name.length).toBeLessThanOrEqual(200);
      }
    },
    3,
  ),
  border(
    "app/keydelivery/errors.ts",
    fc.record({ answer, retryAfter: hostileText }),
    async ({ answer: given }) => {
      const failing = { ...given, head: { ...given.head, status: 429 } };
      const call = clientThatGets(failing).detectCarriers(credentials, "1");
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(KeyDeliveryError);
      const { retryAfterMs = 0 } = error as KeyDeliveryError;
      expect(retryAfterMs).toBeGreaterThanOrEqual(0);
      expect(retryAfterMs).toBeLessThanOrEqual(86_400_000);
    },
  ),
  border(
    [
      "app/keydelivery/status-codes.ts#readStatusCode",
      "app/keydelivery/text.ts#readText",
      "app/keydelivery/status-codes.ts",
    ],
    fc.oneof(
      hostileValue,
      fc.integer({ min: 0, max: 1_010 }),
      mutatedText("204", "1001", "null"),
    ),
    (value) => {
      const code = readStatusCode(value);
      expect(readStatusCode(code)).toBe(code);
      expect((code ?? "x").length).toBeLessThanOrEqual(32);
      expect(code).not.toBe("");
      if (typeof value !== "string" && typeof value !== "number") return;
      const { known, label } = lookUpStatus(value);
      expect(known || label === "").toBe(true);
    },
    3,
  ),
];
