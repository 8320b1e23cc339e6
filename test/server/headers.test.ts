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
    "raw/moved": () => Response.redirect("https://app.example.com/plain"),
    "raw/policy": () =>
      new Response("policy", {
        headers: {
          "content-security-policy":
            "frame-ancestors https://one.myshopify.com;",
        },
      }),
  }),
);
const scripts =
  "script-src 'self' 'nonce-…' https://cdn.shopify.com; object-src 'none'; base-uri 'none'; form-action 'self';";
const ofPage = `frame-ancestors https://admin.shopify.com https://*.myshopify.com; ${scripts}`;
const ofNoPage = ofPage.replace(" 'nonce-…'", "");
const policyOf = ({ headers }: Response) =>
  headers
    .get("content-security-policy")
    ?.replace(/'nonce-[A-Za-z0-9+/=]{24}'/, "'nonce-…'");

describe("headers", () => {
  it.each([
    ["a page", "/plain", 200, ofPage],
    ["an error", "/boom", 500, ofPage],
    ["a missing page", "/nowhere", 404, ofPage],
    ["the data of a page", "/plain.data", 200, ofNoPage],
    ["a redirect", "/raw/moved", 302, ofNoPage],
    ["a missing asset", "/assets/nowhere.js", 404, ofNoPage],
    ["a path that cannot be decoded", "/%E0%A4%A", 400, ofNoPage],
  ])(
    "let %s be framed by the admin alone, and run no script of others",
    async (_case, path, status, policy) => {
      const answer = await web.get(path);
      expect(answer.status).toBe(status);
      expect(policyOf(answer)).toBe(policy);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("referrer-policy")).not.toBeNull();
      expect(answer.headers.get("permissions-policy")).toContain("camera=()");
      expect(answer.headers.get("strict-transport-security")).toBe(
        "max-age=31536000",
      );
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("set-cookie")).toBeNull();
      expect(answer.headers.get("x-powered-by")).toBeNull();
    },
  );

  it("give each page a nonce of its own", async () => {
    const pages = await Promise.all([web.get("/plain"), web.get("/plain")]);
    const nonces = pages.map(
      ({ headers }) =>
        /'nonce-([^']+)'/.exec(
          headers.get("content-security-policy") ?? "",
        )![1],
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it("name the shop, as Shopify asks, on a page opened for it", async () => {
    const { headers } = await web.get("/plain?shop=one.myshopify.com");
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("https://one.myshopify.com");
    expect(policy).not.toContain("*.myshopify.com");
    expect(headers.get("link")).toContain("cdn.shopify.com");
  });

  it("keep who may frame an answer that says so itself", async () => {
    const { headers } = await web.get("/raw/policy");
    expect(headers.get("content-security-policy")).toBe(
      `frame-ancestors https://one.myshopify.com; ${scripts.replace(" 'nonce-…'", "")}`,
    );
  });
});
