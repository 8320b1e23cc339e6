import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";

const timeoutMs = 10_000;

type Options = {
  simulatedOrigin: string | undefined;
  apiSecret: string;
};

/**
 * How Shopify's library calls: with a time-out, which it does not have by itself. In a simulation what is meant
 * for a shop goes to the simulator, the shop in a header, and everything else is refused.
 * Called after the library was imported, which sets its own.
 */
export function setShopifyFetch({ simulatedOrigin, apiSecret }: Options): void {
  setAbstractFetchFunc((input, given) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    // Handed to fetch as it is: the signal of a Request that nobody holds any more was seen not to fire.
    const signal = given?.signal
      ? AbortSignal.any([given.signal, timeout])
      : timeout;
    const init = withPresentSecret(input, given, apiSecret);
    return simulatedOrigin === undefined
      ? fetch(input, { ...init, signal })
      : callSimulator(new Request(input, init), simulatedOrigin, signal);
  });
}

// Tokens that the previous secret was given for end with it, although what it signed is still accepted: Shopify wants
// them asked for with the present one only.
function withPresentSecret(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  apiSecret: string,
) {
  const url = input instanceof Request ? input.url : String(input);
  if (!url.endsWith("/admin/oauth/access_token")) return init;
  if (typeof init?.body !== "string") return init;
  const body = JSON.parse(init.body) as object;
  if (!("client_secret" in body)) return init;
  return {
    ...init,
    body: JSON.stringify({ ...body, client_secret: apiSecret }),
  };
}

function callSimulator(request: Request, origin: string, signal: AbortSignal) {
  const url = new URL(request.url);
  if (!url.hostname.endsWith(".myshopify.com"))
    return Promise.reject(
      new TypeError(`simulated: no call to ${url.hostname}`),
    );
  const headers = new Headers(request.headers);
  headers.set("x-simulated-shop", url.hostname);
  return fetch(new URL(`${url.pathname}${url.search}`, origin), {
    method: request.method,
    headers,
    body: request.body,
    signal,
    ...(request.body && { duplex: "half" }),
  });
}
