import { readFileSync } from "node:fs";
import { ApiVersion } from "@shopify/shopify-api";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { webhookTopics } from "#app/domain/webhook-topics.ts";
import { customerScope, writeScope } from "#app/domain/scopes.ts";
import { fulfillmentPayload } from "#app/features/fulfillments/fulfillment-payload.ts";
import { readEnv } from "#app/platform/env.server.ts";

const subscription = z.object({
  topics: z.array(z.string()).default([]),
  compliance_topics: z.array(z.string()).default([]),
  uri: z.string(),
  include_fields: z.array(z.string()).optional(),
});
const config = z
  .object({
    application_url: z.url(),
    embedded: z.literal(true),
    auth: z.object({ redirect_urls: z.array(z.url()) }),
    access_scopes: z.object({
      scopes: z.string(),
      optional_scopes: z.array(z.string()),
    }),
    webhooks: z.object({
      api_version: z.string(),
      subscriptions: z.array(subscription),
    }),
    app_proxy: z.object({
      url: z.string(),
      prefix: z.string(),
      subpath: z.string(),
    }),
  })
  .parse(
    parse(
      readFileSync(new URL("../../shopify.app.toml", import.meta.url), "utf8"),
    ),
  );
const { subscriptions } = config.webhooks;

describe("shopify.app.toml", () => {
  it("subscribes to exactly the topics that the worker carries out", () => {
    const subscribed = subscriptions.flatMap((one) => [
      ...one.topics,
      ...one.compliance_topics,
    ]);
    expect(subscribed.sort()).toEqual([...webhookTopics].sort());
  });

  it("sends every webhook to the one route", () => {
    for (const { uri } of subscriptions) expect(uri).toBe("/webhooks/shopify");
  });

  it("asks for no scope beyond those in use", () => {
    const { scopes } = readEnv({
      NODE_ENV: "test",
      SHOPIFY_API_KEY: "key",
      SHOPIFY_API_SECRET: "secret",
      SHOPIFY_APP_URL: "https://app.example.com",
      APP_SECRET: "a secret of thirty-two bytes or more",
    });
    expect(config.access_scopes).toEqual({
      scopes: scopes.join(","),
      optional_scopes: [writeScope, customerScope],
    });
    expect(scopes).toEqual(["read_fulfillments", "read_orders"]);
  });

  it("sends shoppers' look-ups and log-ins to one and the same app", () => {
    const origin = new URL(config.application_url).origin;
    expect(config.app_proxy).toEqual({
      url: `${origin}/proxy/track`,
      prefix: "apps",
      subpath: "track",
    });
    expect(config.auth.redirect_urls).toEqual([`${origin}/auth/callback`]);
  });

  it("asks for exactly the fulfillment fields that are read", () => {
    const fields = subscriptions.find(({ topics }) =>
      topics.includes("fulfillments/create"),
    )?.include_fields;
    const shape = fulfillmentPayload.in.shape;
    const read = Object.keys(shape).flatMap((name) =>
      name === "destination"
        ? ["destination.city", "destination.province", "destination.country"]
        : name === "origin_address"
          ? ["origin_address.province_code", "origin_address.country_code"]
          : [name],
    );
    expect([...(fields ?? [])].sort()).toEqual(read.sort());
  });

  it("speaks the API version of the app", () => {
    expect(config.webhooks.api_version).toBe(String(ApiVersion.October26));
  });
});
