import { expect, it } from "vitest";
import { buildOfPages } from "./build-of-pages.ts";
import { useWeb } from "./use-web.ts";

const origin = "http://127.0.0.1:5000";
const web = useWeb(
  buildOfPages({
    plain: () => null,
    "raw/none": () =>
      new Response("none", {
        headers: {
          "content-security-policy": "frame-ancestors 'none';",
          link: '</style.css>; rel="preload"',
        },
      }),
  }),
  { ALLOW_SIMULATION: "1", SHOPIFY_SIM_ORIGIN: origin },
);

it.each(["/plain", "/plain?shop=one.myshopify.com", "/assets/nowhere.js"])(
  "lets the simulation frame %s as well, and preloads nothing from the CDN",
  async (path) => {
    const { headers } = await web.get(path);
    const policy = headers.get("content-security-policy");
    expect(policy).toMatch(`frame-ancestors ${origin} https://`);
    expect(policy).toContain("https://admin.shopify.com");
    expect(headers.get("link")).toBeNull();
  },
);

it("leaves a policy that allows nobody, and other links, as they are", async () => {
  const { headers } = await web.get("/raw/none");
  expect(headers.get("content-security-policy")).toMatch(
    /^frame-ancestors 'none'; script-src /,
  );
  expect(headers.get("link")).toBe('</style.css>; rel="preload"');
});
