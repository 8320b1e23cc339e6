import { describe, expect, it } from "vitest";
import { parseJson } from "#app/domain/parse-json.ts";
import { fulfillmentPayload } from "#app/features/fulfillments/fulfillment-payload.ts";

const base = {
  id: 5100200300401,
  admin_graphql_api_id: "gid://shopify/Fulfillment/5100200300401",
  order_id: 6200300400501,
  name: "#1001.1",
  status: "success",
  created_at: "2026-11-20T09:14:03-05:00",
  updated_at: "2026-11-20T09:14:03-05:00",
  tracking_company: "DHL Express",
  tracking_numbers: ["9926933413"],
};
const read = (changes: Record<string, unknown>) =>
  fulfillmentPayload.parse({ ...base, ...changes });

describe("fulfillmentPayload", () => {
  it("keeps every digit of an order id beyond 2^53", () => {
    const text = JSON.stringify(base).replace(
      "6200300400501",
      "99007199254740993777",
    );
    expect(fulfillmentPayload.parse(parseJson(text)).orderGid).toBe(
      "gid://shopify/Order/99007199254740993777",
    );
  });

  it("compares numbers normalised and keeps them as typed", () => {
    const { numbers } = read({
      tracking_numbers: [
        "  ly 811 679\u200b807 cn ",
        "LY811679807CN",
        "",
        null,
        "  ",
      ],
    });
    expect(numbers).toEqual([
      { number: "LY811679807CN", raw: "ly 811 679\u200b807 cn", url: null },
    ]);
  });

  it("takes the single number where there is no list", () => {
    expect(
      read({ tracking_numbers: undefined, tracking_number: "1Z999" }).numbers,
    ).toMatchObject([{ number: "1Z999" }]);
  });

  it("has no numbers when there are none", () => {
    expect(
      read({ tracking_numbers: [], tracking_company: null }).numbers,
    ).toEqual([]);
  });

  it("takes fifty numbers", () => {
    const fifty = Array.from({ length: 50 }, (_, index) => `N${index}`);
    expect(read({ tracking_numbers: fifty }).numbers).toHaveLength(50);
  });

  it("gives each number its own link, and no link that a browser would run", () => {
    const { numbers } = read({
      tracking_numbers: ["A1", "B2"],
      tracking_urls: ["javascript:alert(1)", "https://example.com/B2"],
    });
    expect(numbers.map(({ url }) => url)).toEqual([
      null,
      "https://example.com/B2",
    ]);
  });

  it.each([
    ["#1001.1", "#1001"],
    ["#1001-F2", "#1001"],
    ["SO-77.12", "SO-77"],
    ["plain", "plain"],
  ])("takes the order's name from the fulfillment's: %s", (name, orderName) => {
    expect(read({ name }).orderName).toBe(orderName);
  });

  it("accepts a status it does not know", () => {
    expect(read({ status: "teleported" }).status).toBe("teleported");
  });

  it("treats every part of the addresses as optional", () => {
    expect(
      read({ destination: null, origin_address: null }).destination,
    ).toEqual({ city: null, region: null, country: null });
  });

  it("drops NUL characters, which the database cannot hold", () => {
    expect(read({ tracking_company: "A\u0000B" }).company).toBe("AB");
  });
});
