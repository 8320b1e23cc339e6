import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { account, openSimulator, other, webhookUrl } from "./open-simulator.ts";

const good = {
  carrier_id: "usps",
  tracking_number: "LY811679807CN",
  area_show: 1,
  webhook_url: webhookUrl,
};

type Raw = {
  path?: string;
  method?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
};

async function post(
  baseUrl: string,
  { path = "/tracking/create", method = "POST", body, headers }: Raw,
) {
  const bytes = Buffer.from(body ?? JSON.stringify(good));
  const signature = createHash("md5")
    .update(bytes)
    .update("KEYSECRET")
    .digest("hex")
    .toUpperCase();
  const response = await fetch(baseUrl + path, {
    method,
    body: method === "GET" ? undefined : bytes,
    headers: {
      "Content-Type": "application/json",
      "API-Key": account.apiKey,
      signature,
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, text, code: codeOf(text) };
}

function codeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { code: unknown }).code;
  } catch {
    return undefined;
  }
}

const changed = (fields: Record<string, unknown>) => ({
  body: JSON.stringify({ ...good, ...fields }),
});

describe("a create call", () => {
  test("is accepted when it is right, with any key order and spaces", async () => {
    const { simulator } = await openSimulator();
    const body = `{ "webhook_url": "${webhookUrl}",\n "tracking_number":"Zürich-東京-🚚", "carrier_id":"usps" }`;
    expect((await post(simulator.baseUrl, { body })).code).toBe(200);
  });

  test.each<[string, number, Raw]>([
    ["another method", 101, { method: "GET" }],
    ["another method with a body", 101, { method: "PUT" }],
    [
      "another content type",
      102,
      { headers: { "Content-Type": "text/plain" } },
    ],
    ["an unknown key", 404, { headers: { "API-Key": "NOBODY" } }],
    ["a signature in lower case", 104, { headers: { signature: "5063b0a3" } }],
    ["a key of another account", 104, { headers: { "API-Key": other.apiKey } }],
    ["a body that is no JSON", 103, { body: "{" }],
    ["a body that is a list", 103, { body: "[]" }],
    ["a body that is no UTF-8", 103, { body: Buffer.from([0x22, 0xff, 0x22]) }],
    ["no carrier", 105, changed({ carrier_id: undefined })],
    ["an empty number", 105, changed({ tracking_number: " " })],
    ["a number that is no string", 105, changed({ tracking_number: 5 })],
    ["no webhook URL", 105, changed({ webhook_url: undefined })],
    ["a relative webhook URL", 105, changed({ webhook_url: "/callbacks" })],
    [
      "a webhook URL of another kind",
      105,
      changed({ webhook_url: "ftp://x/y" }),
    ],
    ["a phone of letters", 105, changed({ phone: "call me" })],
    ["a phone with blanks around", 105, changed({ phone: " 5550100 " })],
    ["a phone that is no string", 105, changed({ phone: 5550100 })],
    ["an unknown order", 105, changed({ order: "newest" })],
    ["a flag as text", 105, changed({ area_show: "1" })],
    ["an unknown carrier", 405, changed({ carrier_id: "dhl" })],
  ])("with %s is answered %i", async (_, code, raw) => {
    const { simulator } = await openSimulator();
    expect(await post(simulator.baseUrl, raw)).toMatchObject({
      status: 200,
      code,
    });
    expect(simulator.trackings()).toEqual([]);
    expect(simulator.journal.requests).toMatchObject([{ code }]);
    expect(simulator.journal.accepted()).toEqual([]);
  });

  test("without key or signature is refused", async () => {
    const { simulator } = await openSimulator();
    const response = await fetch(`${simulator.baseUrl}/tracking/create`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(good),
    });
    expect(await response.json()).toMatchObject({ code: 404 });
  });

  test("has the HTTP status that errors are set to", async () => {
    const { simulator } = await openSimulator({ errorHttpStatus: 400 });
    expect(
      await post(simulator.baseUrl, changed({ carrier_id: "dhl" })),
    ).toMatchObject({ status: 400, code: 405 });
    expect(await post(simulator.baseUrl, {})).toMatchObject({
      status: 200,
      code: 200,
    });
  });

  test("to an unknown address is answered with a page", async () => {
    const { simulator } = await openSimulator();
    const answer = await post(simulator.baseUrl, { path: "/tracking/delete" });
    expect(answer).toMatchObject({ status: 404, code: undefined });
  });
});
