import { describe, expect, it } from "vitest";
import { readEnv } from "#app/platform/env.server.ts";

const complete = {
  NODE_ENV: "test" as const,
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "planted-api-secret",
  SHOPIFY_APP_URL: "https://app.example.com/some/path",
  APP_SECRET: "planted-app-secret-of-at-least-32-bytes",
};
const read = (changes: Record<string, string | undefined> = {}) =>
  readEnv({ ...complete, ...changes });
const messageOf = (changes: Record<string, string | undefined>) => {
  try {
    read(changes);
  } catch (error) {
    return (error as Error).message;
  }
  return "was accepted";
};

describe("a complete environment", () => {
  it("has the documented defaults", () => {
    expect(read()).toMatchObject({
      production: false,
      port: 3000,
      host: "127.0.0.1",
      role: "all",
      databaseUrl: undefined,
      dataDir: ".data",
      appUrl: "https://app.example.com",
      callbackUrl: "https://app.example.com",
      scopes: ["read_fulfillments", "read_orders"],
      keydeliveryUrl: "https://www.kd100.com/api/v1",
      keydeliveryRate: 5,
      operatorAccount: undefined,
      metricsPort: undefined,
      simulation: undefined,
      logLevel: "info",
    });
  });

  it("takes blank as unset", () => {
    expect(
      read({ PORT: " ", DATABASE_URL: "", CALLBACK_URL: "", METRICS_PORT: "" }),
    ).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      metricsPort: undefined,
    });
  });

  it("has an operator's account when both parts are given", () => {
    expect(
      read({ KEYDELIVERY_API_KEY: "k", KEYDELIVERY_API_SECRET: "s" }),
    ).toMatchObject({ operatorAccount: { apiKey: "k", apiSecret: "s" } });
  });

  it("allows loopback callbacks to a loopback KeyDelivery", () => {
    expect(
      read({
        SHOPIFY_APP_URL: "http://127.0.0.1:3000",
        KEYDELIVERY_API_URL: "http://127.0.0.1:4000/api/v1/",
      }),
    ).toMatchObject({
      callbackUrl: "http://127.0.0.1:3000",
      keydeliveryUrl: "http://127.0.0.1:4000/api/v1",
    });
  });

  it("simulates when that is allowed", () => {
    expect(
      read({
        ALLOW_SIMULATION: "1",
        SHOPIFY_SIM_ORIGIN: "http://127.0.0.1:5000",
        APP_BRIDGE_URL: "http://127.0.0.1:5000/app-bridge.js",
      }).simulation,
    ).toEqual({
      shopifyOrigin: "http://127.0.0.1:5000",
      appBridgeUrl: "http://127.0.0.1:5000/app-bridge.js",
    });
  });
});

describe("an environment that cannot be used", () => {
  it.each(Object.keys(complete).filter((name) => name !== "NODE_ENV"))(
    "is refused without %s",
    (name) => {
      expect(messageOf({ [name]: undefined })).toContain(`${name} is not set`);
      expect(messageOf({ [name]: "  " })).toContain(name);
    },
  );

  it("names everything that is wrong at once", () => {
    const message = messageOf({ PORT: "x", SHOPIFY_API_KEY: "", ROLE: "both" });
    for (const name of ["PORT", "SHOPIFY_API_KEY", "ROLE"])
      expect(message).toContain(name);
  });

  it.each(["x", "-1", "70000", "9464.5"])(
    "is refused with %s as METRICS_PORT",
    (METRICS_PORT) => {
      expect(messageOf({ METRICS_PORT })).toContain("METRICS_PORT");
    },
  );

  it("is refused when metrics and pages would share a port", () => {
    const ports = { PORT: "9464", METRICS_PORT: "9464" };
    expect(messageOf(ports)).toContain("METRICS_PORT must not be PORT");
    const worker = { ROLE: "worker", DATABASE_URL: "postgres://localhost/a" };
    expect(messageOf({ ...ports, ...worker })).toBe("was accepted");
  });

  it("is described without any of its values", () => {
    const message = messageOf({
      APP_SECRET: "planted-short",
      DATABASE_URL: "mysql://user:planted-password@host/db",
    });
    expect(message).toContain("APP_SECRET");
    expect(message).toContain("DATABASE_URL");
    expect(message).not.toContain("planted");
  });

  it.each([
    ["DATABASE_URL", { ROLE: "web" }],
    ["DATABASE_URL", { ROLE: "worker" }],
    ["KEYDELIVERY_API_SECRET", { KEYDELIVERY_API_KEY: "k" }],
    ["KEYDELIVERY_API_SECRET", { KEYDELIVERY_API_SECRET: "s" }],
    ["CALLBACK_URL", { CALLBACK_URL: "http://app.example.com" }],
    ["CALLBACK_URL", { CALLBACK_URL: "https://localhost" }],
    ["CALLBACK_URL", { SHOPIFY_APP_URL: "http://127.0.0.1:3000" }],
    ["KEYDELIVERY_API_URL", { KEYDELIVERY_API_URL: "http://www.kd100.com" }],
    ["SHOPIFY_SIM_ORIGIN", { SHOPIFY_SIM_ORIGIN: "http://127.0.0.1:5000" }],
    [
      "SHOPIFY_SIM_ORIGIN",
      {
        ALLOW_SIMULATION: "1",
        SHOPIFY_SIM_ORIGIN: "https://shopify.example.com",
      },
    ],
    ["SHOPIFY_SIM_ORIGIN", { APP_BRIDGE_URL: "https://cdn.example.com/a.js" }],
    ["APP_SECRET", { APP_SECRET: "x".repeat(31) }],
    ["PORT", { PORT: "65536" }],
  ])("is refused, naming %s, for %o", (name, changes) => {
    expect(messageOf(changes)).toContain(name);
  });
});
