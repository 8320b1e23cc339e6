import type { ServerResponse } from "node:http";

const adminOrigins = "https://admin.shopify.com https://*.myshopify.com";

/**
 * Completes the headers of an answer just before they are sent, whoever made it: the pages, Shopify's
 * library (its bounce pages bring a policy of their own), an error, a 404.
 * @param simulationOrigin embeds the app as well; undefined against the real Shopify.
 */
export function guardHeaders(
  response: ServerResponse,
  simulationOrigin: string | undefined,
): void {
  const writeHead = response.writeHead.bind(response) as (
    ...args: unknown[]
  ) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    if (!response.headersSent) {
      completeHeaders(response, simulationOrigin);
    }
    return writeHead(...args);
  };
}

function completeHeaders(
  response: ServerResponse,
  simulationOrigin: string | undefined,
) {
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (!response.hasHeader("Referrer-Policy"))
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  const policy =
    textOf(response.getHeader("Content-Security-Policy")) ||
    `frame-ancestors ${adminOrigins};`;
  response.setHeader(
    "Content-Security-Policy",
    simulationOrigin
      ? policy.replace(
          /frame-ancestors (?!'none')/g,
          `frame-ancestors ${simulationOrigin} `,
        )
      : policy,
  );
  // The simulation has no way to Shopify's CDN, and brings a script of its own.
  if (simulationOrigin) dropCdnPreload(response);
}

function dropCdnPreload(response: ServerResponse) {
  const links = [response.getHeader("Link") ?? []]
    .flat()
    .map(String)
    .filter((link) => !link.includes("cdn.shopify.com"));
  if (links.length > 0) response.setHeader("Link", links);
  else response.removeHeader("Link");
}

const textOf = (header: number | string | string[] | undefined) =>
  header === undefined ? "" : [header].flat().join(", ");
