import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";

const timeoutMs = 10_000;

/**
 * How Shopify's library calls: with a time-out, which it does not have by itself. In a simulation what is meant
 * for a shop goes to the simulator, the shop in a header, and everything else is refused.
 * Called after the library was imported, which sets its own.
 */
export function setShopifyFetch(simulatedOrigin: string | undefined): void {
  setAbstractFetchFunc((input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    // Handed to fetch as it is: the signal of a Request that nobody holds any more was seen not to fire.
    const signal = init?.signal
      ? AbortSignal.any([init.signal, timeout])
      : timeout;
    return simulatedOrigin === undefined
      ? fetch(input, { ...init, signal })
      : callSimulator(new Request(input, init), simulatedOrigin, signal);
  });
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
