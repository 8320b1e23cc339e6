import { beforeEach, describe, expect, it, vi } from "vitest";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { domain } from "#test/routes/use-settings.ts";
import { sendRaw } from "./raw-request.ts";
import { useWholeApp } from "./use-whole-app.ts";

const { ask, askAs, page, port } = useWholeApp();
// React Router warns of a path without a route, but not in production.
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const evil = [
  "https://evil.example.com",
  "https://evil.example.com/admin",
  "//evil.example.com",
  "/\\evil.example.com",
  "https:evil.example.com",
  "https://app.example.com.evil.example.com",
  "https://app.example.com@evil.example.com",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "https://evil.example.com/.myshopify.com",
  "https://one.myshopify.com.evil.example.com/admin",
  "one.myshopify.com/@evil.example.com",
  "https://app.example.com\r\nSet-Cookie: a=b",
];
const names = [
  "shop",
  "host",
  "shopify-reload",
  "exitIframe",
  "return_to",
  "returnUrl",
  "redirect",
  "redirectUri",
  "url",
];
const paths = [
  "/",
  "/app",
  "/app/settings",
  "/auth",
  "/auth/login",
  "/auth/callback",
  "/auth/session-token",
  "/auth/exit-iframe",
  "/auth/shop-redirect",
];
const own = /^(https:\/\/app\.example\.com\/|\/(?![/\\]))/;
const ofShopify =
  /^https:\/\/(admin\.shopify\.com|[a-z0-9-]+\.myshopify\.com)(\/|$)/;

describe.each(paths)("%s", (path) => {
  it("takes a browser nowhere but to the app and to Shopify", async () => {
    for (const name of names)
      for (const place of evil)
        for (const more of ["", `embedded=1&shop=${domain}`]) {
          const search = new URLSearchParams(more);
          search.set(name, place);
          const answer = await ask(`${path}?${search.toString()}`);
          const told = `${name}=${place}`;
          const text = await answer.text();
          expect(answer.status, told).toBeLessThan(501);
          const location = answer.headers.get("location");
          if (location && !own.test(location))
            expect(location, told).toMatch(ofShopify);
          // The page that leads on by a script says where to in it.
          expect(text, told).not.toMatch(
            /window\.open\("https?:\/\/[^/"]*evil/,
          );
          expect(answer.headers.get("set-cookie"), told).toBeNull();
          expect(answer.headers.get("content-security-policy")).not.toContain(
            "evil",
          );
        }
  }, 120_000);
});

describe("the page that fetches a session token", () => {
  const asked = (query: Record<string, string>) =>
    ask(`/auth/session-token?${new URLSearchParams(query).toString()}`);

  it("goes on to an address of the app", async () => {
    const answer = await asked({
      shop: domain,
      "shopify-reload": "https://app.example.com/app?shop=one.myshopify.com",
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("<script");
  });

  it.each(evil)("goes nowhere else with shopify-reload=%s", async (place) => {
    const answer = await asked({ shop: domain, "shopify-reload": place });
    // What a browser would make of it.
    const isOwn =
      URL.parse(place, "https://app.example.com")?.origin ===
      "https://app.example.com";
    expect(answer.status).toBe(isOwn ? 200 : 400);
  });

  it.each(["*", "evil.example.com", "one.myshopify.com; script-src *"])(
    "lets nobody choose who may frame it: %s",
    async (shop) => {
      expect((await asked({ shop })).status).toBe(400);
    },
  );
});

describe("who may frame it, and run scripts in it, is said by", () => {
  const bot = { "user-agent": "curl/8.0" };
  const answers: [string, () => Promise<Response>][] = [
    ["the first page", () => ask("/")],
    ["a page of the admin", () => page("/app")],
    ["a page that is missing", () => ask("/nowhere")],
    ["a missing page of the admin", () => page("/app/nowhere")],
    ["a missing parcel", () => page("/app/shipments/1")],
    ["what a bot gets", () => ask("/app", { headers: bot })],
    ["a redirect", () => ask("/app?shop=one.myshopify.com")],
    ["the page that fetches a token", () => ask("/auth/session-token")],
    [
      "a refused token",
      () => ask("/app.data", { headers: { authorization: "Bearer x.y.z" } }),
    ],
    ["a wrong method", () => ask("/app", { method: "DELETE" })],
    [
      "a body too large",
      () =>
        ask("/app/settings", { method: "POST", body: "a".repeat(5_000_000) }),
    ],
    ["the extensions' API", () => ask("/api/orders/1")],
    ["an export", () => askAs(domain, "/app/shipments/export")],
    ["a health check", () => ask("/healthz")],
    ["a missing script", () => ask("/assets/none.js")],
    ["an unsigned look-up", () => ask("/proxy/track?o=1&n=1")],
    [
      "a look-up",
      () =>
        ask(
          `/proxy/track?${signProxyQuery({ shop: domain, o: "1", n: "1" }, "simulated-secret").toString()}`,
        ),
    ],
  ];

  it.each(answers)("%s", async (what, get) => {
    const { status, headers } = await get();
    expect(status).not.toBe(500);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/(^|; )frame-ancestors /);
    expect(policy).not.toMatch(/frame-ancestors[^;]*(\*|http:\/\/\*)( |;|$)/);
    if (!what.includes("look-up")) {
      expect(policy).toMatch(/script-src 'self'/);
      expect(policy).not.toContain("unsafe");
    }
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toContain("max-age=");
    expect(headers.get("cache-control")).toMatch(/no-store/);
    expect(headers.get("set-cookie")).toBeNull();
  });
});

it("no header of an answer is made of a header or a query", async () => {
  const injected = "%0d%0aX-Injected:%20yes";
  for (const path of [
    `/app?shop=one.myshopify.com${injected}`,
    `/?shop=${injected}`,
    `/app?embedded=1&shop=one.myshopify.com&host=${injected}`,
    `/auth/session-token?shop=${injected}`,
    `/app/settings/exports/${injected}`,
    `/api/orders/${injected}`,
  ]) {
    const answer = await sendRaw(
      port(),
      [
        `GET ${path} HTTP/1.1\r\nHost: app.example.com${"\t"}\r\nUser-Agent: Mozilla/5.0 Chrome/142.0\r\nX-Forwarded-Host: evil.example.com\r\nConnection: close\r\n\r\n`,
      ],
      5_000,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 [234]/);
    expect(answer).not.toMatch(/^x-injected/im);
    expect(answer).not.toMatch(/^location: .*evil/im);
  }
});
