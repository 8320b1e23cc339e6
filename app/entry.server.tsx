import { PassThrough } from "node:stream";
import {
  createReadableStreamFromReadable,
  type ActionFunctionArgs,
  type AppLoadContext,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceContext } from "#app/components/nonce.ts";
import { TextProvider } from "#app/components/text-provider.tsx";
import { acceptsGzip } from "#app/platform/http/accepts-gzip.server.ts";
import { allowInlineScripts } from "#app/platform/http/content-security.server.ts";
import { createPageGzip } from "#app/platform/http/gzip-page.server.ts";
import { loggedPath } from "#app/platform/http/log-request.server.ts";
import { requestIdOf } from "#app/platform/http/name-request.server.ts";
import { chooseLocale } from "#app/texts/choose-locale.ts";
import { findPageTexts } from "#app/texts/find-page-texts.ts";

/** Loaders that take longer are given up, so that a page ends. */
export const streamTimeout = 5_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { app }: AppLoadContext,
): Promise<Response> {
  app.shopify.addDocumentResponseHeaders(request, headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  const nonce = allowInlineScripts(headers, app.env.simulation);
  // A crawler gets the whole page at once, a browser the shell as soon as it is there.
  const isWhole =
    isbot(request.headers.get("user-agent")) || remixContext.isSpaMode;
  const texts = await findPageTexts(chooseLocale(request));
  return new Promise((resolve, reject) => {
    let responseStatus = status;
    let isStreaming = false;
    const respond = () => {
      isStreaming = true;
      const { pieces, page } = acceptsGzip(request, headers)
        ? createPageGzip()
        : asItIs();
      const stream = createReadableStreamFromReadable(page);
      resolve(new Response(stream, { headers, status: responseStatus }));
      pipe(pieces);
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <TextProvider page={texts}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </TextProvider>
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady: isWhole ? undefined : respond,
        onAllReady: isWhole ? respond : undefined,
        onShellError: reject,
        onError(err: unknown) {
          responseStatus = 500;
          // An error in the shell is rejected above, and logged where that is handled.
          if (isStreaming)
            app.logger.error(
              { err, requestId: requestIdOf(request) },
              "rendering failed",
            );
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

function asItIs() {
  const page = new PassThrough();
  return { pieces: page, page };
}

export function handleDataRequest(
  response: Response,
  { request }: LoaderFunctionArgs | ActionFunctionArgs,
): Response {
  const { body, headers } = response;
  if (!body || !acceptsGzip(request, headers)) return response;
  return new Response(
    body.pipeThrough(new CompressionStream("gzip")),
    response,
  );
}

export function handleError(
  err: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  // Given up because the sender is gone, or refused for what it asked: the request's own line tells both.
  if (request.signal.aborted) return;
  if (isRouteErrorResponse(err) && err.status < 500) return;
  const path = loggedPath(new URL(request.url).pathname);
  const requestId = requestIdOf(request);
  context.app.logger.error({ err, requestId, path }, "page failed");
}
