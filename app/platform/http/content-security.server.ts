import { randomBytes } from "node:crypto";
import type { Env } from "#app/platform/env.server.ts";

type Simulation = Env["simulation"];

const adminOrigins = "https://admin.shopify.com https://*.myshopify.com";
const appBridgeOrigin = "https://cdn.shopify.com";

/**
 * Which scripts a page may run: ours, App Bridge, and inline ones that bear the nonce of this answer. Styles are left
 * alone: Polaris writes some into its elements.
 * @param nonce of a page that has inline scripts of its own
 */
export function scriptPolicy(simulation: Simulation, nonce?: string): string {
  const appBridge = simulation?.appBridgeUrl
    ? new URL(simulation.appBridgeUrl).origin
    : appBridgeOrigin;
  const scripts = ["'self'", nonce && `'nonce-${nonce}'`, appBridge];
  return [
    `script-src ${scripts.filter(Boolean).join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** Returns the nonce by which a page's own inline scripts are known. */
export function allowInlineScripts(
  headers: Headers,
  simulation: Simulation,
): string {
  const nonce = randomBytes(16).toString("base64");
  const own = headers.get("Content-Security-Policy") ?? "";
  headers.set(
    "Content-Security-Policy",
    joinPolicies(own, scriptPolicy(simulation, nonce)),
  );
  return nonce;
}

/** Who may frame an answer that does not say so itself: the admin, and the simulation of it. */
export function framePolicy(policy: string, simulation: Simulation): string {
  const framed = /(^|;)\s*frame-ancestors\s/.test(policy)
    ? policy
    : joinPolicies(`frame-ancestors ${adminOrigins}`, policy);
  if (!simulation) return framed;
  return framed.replace(
    /frame-ancestors (?!'none')/,
    `frame-ancestors ${simulation.shopifyOrigin} `,
  );
}

export const joinPolicies = (...policies: string[]): string =>
  policies
    .map((policy) => policy.replace(/[;\s]+$/, ""))
    .filter(Boolean)
    .join("; ");
