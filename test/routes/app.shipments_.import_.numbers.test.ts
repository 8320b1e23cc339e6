import { beforeEach, describe, expect, it } from "vitest";
import { loader as loadApp } from "#app/routes/app.tsx";
import { action } from "#app/routes/app.shipments_.import_.numbers.tsx";
import { domain, useSettings } from "./use-settings.ts";

const { request, context, running } = useSettings();
const params = {};
const path = "/app/shipments/import/numbers";

beforeEach(async () => {
  const asked = request("/app", domain);
  await loadApp({ request: asked, context: context(), params });
});

const submit = (fields: Record<string, string>) =>
  action({
    request: request(path, domain, new URLSearchParams(fields)),
    context: context(),
    params,
  });

describe("the numbers of a file", () => {
  it("are answered with what each row would do", async () => {
    const answer = await submit({
      intent: "read",
      text: "Order,Number\n#1,N1\n",
    });
    expect(await answer.json()).toEqual({
      outcome: "read",
      rows: [
        {
          ...{ line: 2, order: "#1", number: "N1", company: "" },
          verdict: "unknown_order",
        },
      ],
    });
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  });

  it("are refused unread where there are too many", async () => {
    const token = running.shopify.sessionToken(domain);
    const large = new Request(new URL(path, "https://app.example.com"), {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-length": "4000000",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "intent=read&text=",
    });
    const answer = await action({
      request: large,
      context: context(),
      params,
    });
    expect(await answer.json()).toEqual({
      outcome: "refused",
      refusal: { reason: "too_large" },
    });
  });

  const one = { fulfillmentId: crypto.randomUUID(), number: "N", company: "" };
  it.each([
    {},
    { intent: "other" },
    { intent: "read" },
    { intent: "read", text: "x".repeat(1_000_001) },
    { intent: "track", numbers: "[" },
    { intent: "track", numbers: "[]" },
    { intent: "track", numbers: '[{"number":"N"}]' },
    { intent: "track", numbers: JSON.stringify(Array(26).fill(one)) },
  ])("are refused where they are asked for wrongly: %#", async (fields) => {
    await expect(
      submit(fields as Record<string, string>),
    ).rejects.toMatchObject({ status: 400 });
  });
});
