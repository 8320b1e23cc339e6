import type { ServerResponse } from "node:http";
import type { Env } from "#app/platform/env.server.ts";
import {
  framePolicy,
  joinPolicies,
  scriptPolicy,
} from "./content-security.server.ts";

type Guarded = Pick<Env, "appUrl" | "simulation">;

// An answer of the app proxy becomes a part of the storefront, whose scripts are not ours to judge.
const storefrontPrefix = "/proxy/";
const aYear = 31_536_000;
const unusedFeatures =
  "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/**
 * Completes the headers of an answer just before they are sent, whoever made it: the pages, Shopify's
 * library (its bounce pages bring a policy of their own), an error, a 404.
 */
export function guardHeaders(response: ServerResponse, env: Guarded): void {
  const writeHead = response.writeHead.bind(response) as (
    ...args: unknown[]
  ) => ServerResponse;
  const path = response.req.url ?? "";
  response.writeHead = (...args: unknown[]) => {
    if (!response.headersSent) completeHeaders(response, env, path);
    return writeHead(...args);
  };
}

function completeHeaders(
  response: ServerResponse,
  { appUrl, simulation }: Guarded,
  path: string,
) {
  const unlessSet = (name: string, value: string) => {
    if (!response.hasHeader(name)) response.setHeader(name, value);
  };
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Permissions-Policy", unusedFeatures);
  if (appUrl.startsWith("https:"))
    response.setHeader("Strict-Transport-Security", `max-age=${aYear}`);
  unlessSet("Referrer-Policy", "strict-origin-when-cross-origin");
  // What is private is kept nowhere; files with a hash in their name say themselves how long.
  unlessSet("Cache-Control", "no-store");
  const own = textOf(response.getHeader("Content-Security-Policy"));
  const hasScripts =
    own.includes("script-src") || path.startsWith(storefrontPrefix);
  const policy = hasScripts ? own : joinPolicies(own, scriptPolicy(simulation));
  response.setHeader(
    "Content-Security-Policy",
    `${framePolicy(policy, simulation)};`,
  );
  // The simulation has no way to Shopify's CDN, and brings a script of its own.
  if (simulation) dropCdnPreload(response);
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
