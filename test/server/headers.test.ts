import { beforeEach, describe, expect, it, vi } from "vitest";
import { buildOfPages } from "./build-of-pages.ts";
import { useWeb } from "./use-web.ts";

// React Router warns of a path without a route, but not in production.
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const web = useWeb(
  buildOfPages({
    plain: () => null,
    boom: () => {
      throw new Error("planted failure");
    },
    "raw/policy": () =>
      new Response("policy", {
        headers: {
          "content-security-policy":
            "frame-ancestors https://one.myshopify.com;",
        },
      }),
  }),
);
const adminOnly =
  "frame-ancestors https://admin.shopify.com https://*.myshopify.com;";

describe("headers", () => {
  it.each([
    ["a page", "/plain", 200],
    ["an error", "/boom", 500],
    ["a missing page", "/nowhere", 404],
    ["a missing asset", "/assets/nowhere.js", 404],
    ["a path that cannot be decoded", "/%E0%A4%A", 400],
  ])("let %s be framed by the admin alone", async (_case, path, status) => {
    const answer = await web.get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-security-policy")).toBe(adminOnly);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("referrer-policy")).not.toBeNull();
    expect(answer.headers.get("x-powered-by")).toBeNull();
  });

  it("name the shop, as Shopify asks, on a page opened for it", async () => {
    const { headers } = await web.get("/plain?shop=one.myshopify.com");
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("https://one.myshopify.com");
    expect(policy).not.toContain("*.myshopify.com");
    expect(headers.get("link")).toContain("cdn.shopify.com");
  });

  it("keep the policy of an answer that brings its own", async () => {
    const { headers } = await web.get("/raw/policy");
    expect(headers.get("content-security-policy")).toBe(
      "frame-ancestors https://one.myshopify.com;",
    );
  });
});
