import { expect, it } from "vitest";
import { keepEmbedded } from "#app/shopify/keep-embedded.server.ts";

const bare = "https://app.example.com/app/shipments/1?tab=scans";
const frame =
  "shop=a.myshopify.com&host=YWRt&embedded=1&locale=de&id_token=secret&q=X";
const page = `https://app.example.com/app/shipments?${frame}`;

function locationOf(
  url: string,
  referer: string,
  more: { method?: string; headers?: Record<string, string> } = {},
) {
  const { headers, ...init } = more;
  const request = new Request(url, {
    ...init,
    headers: { referer, ...headers },
  });
  try {
    keepEmbedded(request);
    return undefined;
  } catch (answer) {
    return (answer as Response).headers.get("location");
  }
}

it("takes what frames the page from the page before, and no token", () => {
  expect(locationOf(bare, page)).toBe(
    "/app/shipments/1?tab=scans&shop=a.myshopify.com&host=YWRt&embedded=1&locale=de",
  );
});

it.each([
  ["an address that names its shop", `${bare}&shop=b.myshopify.com`, page],
  ["data that the page's script asks for", `${bare}&_data=routes`, page],
  ["a page of another origin", bare, page.replace("app.", "evil.")],
  ["a page without a shop", bare, "https://app.example.com/"],
  ["no page before", bare, ""],
])("leaves %s alone", (_what, url, referer) => {
  expect(locationOf(url, referer)).toBeUndefined();
});

it("leaves forms and calls with a token of their own alone", () => {
  expect(locationOf(bare, page, { method: "POST" })).toBeUndefined();
  const headers = { authorization: "Bearer token" };
  expect(locationOf(bare, page, { headers })).toBeUndefined();
});
