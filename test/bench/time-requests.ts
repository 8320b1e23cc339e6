import { Agent, get, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import type { ServedPath } from "./served-pages.ts";
import type { Sandbox } from "#test/sandbox/start-sandbox.ts";
import { browserHeaders } from "#test/sandbox/start-sandbox.ts";

/** `data`: what the page's script asks for when a merchant goes there. `document`: the whole page, rendered. */
export type Served = "data" | "document";

export type Timed = { path: string; ms: number };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/**
 * Asks for a shop's pages one after the other, each until the last byte: to unpack and read them is the browser's time.
 * @throws when one is not answered with the page, or without what it is to show
 */
export async function timeRequests(
  { app, shopify }: Pick<Sandbox, "app" | "shopify">,
  asked: {
    domain: string;
    paths: ServedPath[];
    /** Which of them, round and round, is the first. */
    from: number;
    served: Served;
    times: number;
  },
): Promise<Timed[]> {
  const { domain, paths, from: first, served, times } = asked;
  const timed: Timed[] = [];
  for (let n = 0; n < times; n++) {
    const { path, shows } = paths[(first + n) % paths.length] ?? {
      path: "",
      shows: "",
    };
    const token = shopify.sessionToken(domain);
    const request = requestFor(app.url, path, { domain, served, token });
    const from = performance.now();
    const { statusCode, headers, bytes } = await receive(request);
    timed.push({ path, ms: performance.now() - from });
    const isPacked = headers["content-encoding"] === "gzip";
    const body = (isPacked ? gunzipSync(bytes) : bytes).toString();
    if (
      statusCode !== 200 ||
      !proofs[served].test(body) ||
      !body.includes(shows)
    )
      throw new Error(
        `${path} of ${domain} answered ${statusCode}: ${body.slice(0, 500)}`,
      );
  }
  return timed;
}

type Asked = { url: URL; headers: Record<string, string> };

async function receive({ url, headers }: Asked) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent, headers }, resolve).once("error", reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode, headers: answered } = response;
  return { statusCode, headers: answered, bytes: Buffer.concat(chunks) };
}

// A data request that fails answers an error in place of data, and a page one too.
const proofs: Record<Served, RegExp> = {
  data: /^(?!.*"SanitizedError").*"data"/s,
  document: /^(?!.*Unexpected Server Error).*<\/html>/s,
};

function requestFor(
  appUrl: string,
  path: string,
  { domain, served, token }: { domain: string; served: Served; token: string },
): Asked {
  const url = new URL(path, appUrl);
  const headers = { ...browserHeaders, "accept-encoding": "gzip" };
  if (served === "data") {
    url.pathname += ".data";
    const authorization = `Bearer ${token}`;
    return { url, headers: { ...headers, accept: "*/*", authorization } };
  }
  const host = `admin.shopify.com/store/${domain.split(".")[0]}`;
  const embedding = {
    embedded: "1",
    shop: domain,
    host: Buffer.from(host).toString("base64"),
    id_token: token,
  };
  for (const [name, value] of Object.entries(embedding))
    url.searchParams.set(name, value);
  return { url, headers };
}
