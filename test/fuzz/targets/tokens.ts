import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createSealer, SealError } from "#app/platform/sealing.server.ts";
import { border, orDeclared, type Border } from "../border.ts";
import { hostileText, planted } from "../hostile.ts";
import { mutatedFields, mutatedText } from "../mutate.ts";

const keys = new Map([
  [1, Buffer.alloc(32, 1)],
  [258, Buffer.alloc(32, 2)],
]);
const tokens = createCallbackTokens(keys);
const subject = { fingerprint: "f", carrierId: "ups", number: "1Z1" };
const callbackToken = tokens.tokenOf(tokens.refOf(subject));

const sealer = createSealer({
  current: "x".repeat(32),
  previous: "y".repeat(32),
});
const sealed = sealer.seal(planted, "purpose");

const env = {
  ...{ NODE_ENV: "production", PORT: "3000", HOST: "127.0.0.1", ROLE: "all" },
  ...{ DATABASE_URL: "postgres://a:b@localhost/c", DATA_DIR: ".data" },
  ...{ SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: planted },
  ...{
    SHOPIFY_APP_URL: "https://app.example.com",
    CALLBACK_URL: "https://k.example.com",
  },
  ...{
    SCOPES: "read_orders, read_fulfillments",
    APP_SECRET: planted.repeat(2),
  },
  ...{
    KEYDELIVERY_API_URL: "https://www.kd100.com/api/v1/",
    KEYDELIVERY_API_KEY: "k",
  },
  ...{
    KEYDELIVERY_API_SECRET: planted,
    KEYDELIVERY_RATE: "5",
    RETENTION_DAYS: "90",
  },
  ...{
    KEYDELIVERY_SHOP_QUOTA: "1000",
    METRICS_PORT: "9000",
    LOG_LEVEL: "info",
  },
  ...{ ALLOW_SIMULATION: "1", SHOPIFY_SIM_ORIGIN: "http://127.0.0.1:1" },
};

export const tokenBorders: Border[] = [
  border(
    "app/platform/callback-tokens.server.ts",
    fc.oneof(
      mutatedText(callbackToken),
      fc.base64String({ minLength: 40, maxLength: 40 }),
    ),
    (token) => {
      const ref = tokens.verify(token);
      // Base64url has spare bits nowhere in 30 bytes: another text is another token.
      if (ref !== undefined) expect(token).toBe(callbackToken);
    },
    3,
  ),
  border(
    "app/platform/sealing.server.ts",
    fc.record({ text: mutatedText(sealed), purpose: mutatedText("purpose") }),
    async ({ text, purpose }) => {
      const opened = await orDeclared(
        () => sealer.open(text, purpose),
        SealError,
      );
      if (opened !== undefined)
        expect([opened, purpose]).toEqual([planted, "purpose"]);
      expect(sealer.open(sealer.seal(text, purpose), purpose)).toBe(
        Buffer.from(text).toString(),
      );
    },
    2,
  ),
  border(
    ["app/platform/env.server.ts#readEnv", "app/platform/env.server.ts"],
    mutatedFields(env),
    (fields) => {
      try {
        const read = readEnv({
          ...Object.fromEntries(fields),
          NODE_ENV: "test",
        });
        expect(read.port).toBeLessThanOrEqual(65_535);
        expect(read.keydeliveryRate).toBeGreaterThan(0);
        expect(URL.canParse(read.callbackUrl)).toBe(true);
        expect(Buffer.byteLength(read.appSecret)).toBeGreaterThanOrEqual(32);
      } catch (error) {
        expect(String(error)).toMatch(
          /^Error: The environment is not usable:\n {2}\w/,
        );
        expect(String(error)).not.toContain(planted);
      }
    },
    3,
  ),
  border(
    "app/platform/callback-tokens.server.ts",
    fc.record({ number: hostileText }),
    ({ number }) => {
      const ref = tokens.refOf({ ...subject, number });
      expect(tokens.verify(tokens.tokenOf(ref, 1))).toBe(ref);
      expect(tokens.verify(tokens.tokenOf(ref).toUpperCase())).not.toBe(ref);
      const mac = createHmac("sha256", number).digest("base64url");
      expect(tokens.verify(mac.slice(0, 40))).toBeUndefined();
    },
  ),
];
