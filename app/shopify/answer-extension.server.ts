/**
 * An answer to an extension, which runs on Shopify's origins: open to all of them, because a token and no cookie says
 * who asks. Never kept.
 */
export function answerExtension(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers });
}

/** What a browser asks before it sends a token. */
export function answerPreflight(request: Request): Response | undefined {
  if (request.method !== "OPTIONS") return undefined;
  return new Response(null, { status: 204, headers });
}

const headers = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
  "Access-Control-Max-Age": "600",
  "Cache-Control": "no-store",
};

/** What was thrown as an answer gets the headers too: without them the extension could not read why. */
export async function withExtensionHeaders(
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    for (const [name, value] of Object.entries(headers))
      thrown.headers.set(name, value);
    return thrown;
  }
}
