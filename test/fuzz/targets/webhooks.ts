import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { parseJson } from "#app/domain/parse-json.ts";
import {
  fulfillmentPayload,
  mostNumbers,
} from "#app/features/fulfillments/fulfillment-payload.ts";
import {
  customerRedactPayload,
  dataRequestPayload,
  shopRedactPayload,
} from "#app/features/privacy/compliance-payloads.ts";
import { isJsonObject } from "#app/ingress/json-object.ts";
import { signingKeys, verifySignature } from "#app/ingress/verify-signature.ts";
import { jobDefinitions } from "#app/jobs/definitions.ts";
import {
  asJson,
  border,
  orDeclared,
  readsSafely,
  type Border,
} from "../border.ts";
import { fulfillmentBody, lifecycleBodies, pushBody } from "../examples.ts";
import { hostileValue } from "../hostile.ts";
import { mutated, mutatedText, uuid } from "../mutate.ts";

const bodies = [fulfillmentBody, pushBody, ...Object.values(lifecycleBodies)];
const bodyText = mutatedText(
  ...bodies.map((body) => JSON.stringify(body)),
  '{"id":9007199254740993,"deep":[[[[1]]]]}',
);

const gid = /^gid:\/\/shopify\/(Order|Fulfillment)\/\d{1,20}$/;
const withShop = { shop_domain: "one.myshopify.com" };

const readsFulfillment = readsSafely(fulfillmentPayload, (read) => {
  expect(read.gid).toMatch(gid);
  expect(read.orderGid).toMatch(gid);
  expect(read.numbers.length).toBeLessThanOrEqual(mostNumbers);
  expect(new Set(read.numbers.map(({ number }) => number)).size).toBe(
    read.numbers.length,
  );
  for (const { number, raw, url } of read.numbers) {
    expect(number).not.toBe("");
    expect(number.length).toBeLessThanOrEqual(255);
    expect(raw.length).toBeLessThanOrEqual(255);
    if (url !== null) expect(url).toMatch(/^https?:/i);
  }
  for (const at of [read.createdAt, read.updatedAt]) {
    expect(at.getUTCFullYear()).toBeGreaterThanOrEqual(2_000);
    expect(at.getUTCFullYear()).toBeLessThan(2_100);
  }
  expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud[89a-f]/);
});

const complianceBorder = (
  name: string,
  schema:
    | typeof dataRequestPayload
    | typeof customerRedactPayload
    | typeof shopRedactPayload,
  example: object,
) =>
  border(
    `app/features/privacy/compliance-payloads.ts#${name}`,
    fc.oneof(mutated({ ...withShop, ...example }).map(asJson), hostileValue),
    readsSafely(schema, (read) => {
      const gids = [
        ...("orders_requested" in read ? read.orders_requested : []),
        ...("orders_to_redact" in read ? read.orders_to_redact : []),
      ];
      for (const one of gids) expect(one).toMatch(gid);
    }),
    2,
  );

export const webhookBorders: Border[] = [
  border(
    [
      "app/features/fulfillments/fulfillment-payload.ts#fulfillmentPayload",
      "app/domain/shopify-id.ts#shopifyId",
    ],
    fc.oneof(
      { weight: 9, arbitrary: mutated(fulfillmentBody).map(asJson) },
      { weight: 1, arbitrary: hostileValue },
    ),
    readsFulfillment,
    8,
  ),
  complianceBorder(
    "dataRequestPayload",
    dataRequestPayload,
    lifecycleBodies["customers/data_request"],
  ),
  complianceBorder(
    "customerRedactPayload",
    customerRedactPayload,
    lifecycleBodies["customers/redact"],
  ),
  complianceBorder(
    "shopRedactPayload",
    shopRedactPayload,
    lifecycleBodies["shop/redact"],
  ),
  border(
    ["app/domain/parse-json.ts#parseJson", "app/domain/parse-json.ts"],
    bodyText,
    async (text) => {
      const value = await orDeclared(() => parseJson(text), SyntaxError);
      if (value !== undefined)
        expect(Object.is(parseJson(JSON.stringify(value)), undefined)).toBe(
          false,
        );
    },
    2,
  ),
  border(
    "app/ingress/json-object.ts",
    fc.oneof(
      bodyText.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    ),
    (body) => {
      expect(isJsonObject(body)).toBe(
        isJsonObject(Buffer.from(body.toString("utf8"))),
      );
    },
    2,
  ),
  border(
    "app/ingress/verify-signature.ts#verifySignature",
    fc.record({
      body: bodyText,
      given: mutatedText("right"),
      secret: mutatedText("secret"),
    }),
    ({ body, given, secret }) => {
      const bytes = Buffer.from(body);
      const right = createHmac("sha256", secret).update(bytes).digest("base64");
      const signature = given === "right" ? right : given;
      const keys = signingKeys(["other", secret]);
      expect(verifySignature(bytes, signature, keys)).toBe(signature === right);
      expect(verifySignature(Buffer.from(`${body} `), right, keys)).toBe(false);
    },
    2,
  ),
  border(
    "app/jobs/definitions.ts",
    fc.record({
      job: fc.constantFrom(...jobDefinitions),
      data: fc.oneof(
        mutated(
          { deliveryId: "9223372036854775807", pushId: "1" },
          {
            ...{ shopId: uuid, companyKey: "dhl", again: true },
            ...{ run: uuid, after: uuid },
            ...{ accountId: uuid, trackingId: "x" },
            goOn: {
              ...{ since: "2026-11-20T09:14:03Z", after: "abc" },
              startedAt: "2026-11-20T09:14:03.000Z",
            },
          },
        ).map(asJson),
        hostileValue,
      ),
    }),
    ({ job, data }) =>
      readsSafely(job.schema, (read) => {
        // What is read goes on to the database as it is.
        for (const [name, value] of Object.entries(read))
          if (name === "deliveryId" || name === "pushId")
            expect(BigInt(String(value)) < 2n ** 63n).toBe(true);
      })(data),
    3,
  ),
];
