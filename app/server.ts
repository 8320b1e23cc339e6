import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import type { App } from "./app-context.ts";
import { askForTrackings } from "./ingress/ask-for-trackings.ts";
import { createIngress } from "./ingress/create-ingress.ts";
import { createReadinessCheck } from "./platform/http/check-readiness.server.ts";
import { answerError } from "./platform/http/answer-error.server.ts";
import { guardHeaders } from "./platform/http/guard-headers.server.ts";
import { limitBody } from "./platform/http/limit-body.server.ts";
import { listen } from "./platform/http/listen.server.ts";
import { logRequest } from "./platform/http/log-request.server.ts";
import { measureRequest } from "./platform/http/measure-request.server.ts";
import { nameRequest } from "./platform/http/name-request.server.ts";
import { referFailures } from "./platform/http/refer-failures.server.ts";
import { serveAssets } from "./platform/http/serve-assets.server.ts";
import { waitForDrain } from "./platform/http/wait-for-drain.server.ts";
import { watchIngress } from "./watch-ingress.server.ts";
import { refuseForeignForms } from "./platform/http/refuse-foreign-forms.server.ts";
import { requireUrl } from "./platform/http/require-url.server.ts";

type LoadBuild = () => Promise<ServerBuild>;

// A file of numbers is the largest form: 1 MB, of which each byte can become three.
const mostOfForm = 4 * 1024 ** 2;

export type RunningWeb = {
  port: number;
  /**
   * Takes no more, lets what is under way finish within the grace, ends the rest. For `leaveMs` before, it is not ready
   * any more but answers as ever, so that whoever sends requests here turns elsewhere. `hurry` ends both early.
   */
  close(
    graceMs: number,
    options?: { leaveMs?: number; hurry?: AbortSignal },
  ): Promise<void>;
};

const serverBuild = new URL("../build/server/index.js", import.meta.url);
const clientFolder = fileURLToPath(new URL("../build/client", import.meta.url));

/**
 * Starts the web process: health, ingress, static files, Remix.
 * @param options.build is asked before each request, for development; without it the production build serves.
 */
export async function startWeb(
  app: App,
  options: { build?: LoadBuild } = {},
): Promise<RunningWeb> {
  const { env, logger, queue, clock, callbackTokens, metrics } = app;
  const { requestNotes } = app;
  const leaving = new AbortController();
  const build = options.build ?? (await loadBuild());
  const pages = createPages(app, build, leaving.signal);
  const ingress = await createIngress({
    shopifySecrets: [
      env.shopifyApiSecret,
      env.shopifyApiSecretPrevious ?? [],
    ].flat(),
    callbackTokens,
    pool: app.ingressPool,
    rightOfWay: app.rightOfWay,
    queue,
    onOversizedPush: (ref, notBefore) => askForTrackings(app, ref, notBefore),
    onAnswered: watchIngress(app),
    logger,
    clock,
    requestNotes,
  });
  const listening = await listen((request, response) => {
    const requestId = nameRequest(request, response);
    logRequest({ logger, notes: requestNotes }, request, response, requestId);
    ingress(request, response, () => {
      measureRequest(metrics, request, response);
      pages(request, response);
    });
  }, env);
  return {
    port: listening.port,
    async close(graceMs, { leaveMs = 0, hurry } = {}) {
      leaving.abort();
      listening.leave();
      if (leaveMs > 0) await clock.sleep(leaveMs, hurry);
      await listening.close(graceMs - leaveMs, hurry);
    },
  };
}

function createPages(
  app: App,
  build: ServerBuild | LoadBuild,
  leaving: AbortSignal,
) {
  const pages = express();
  const checkReadiness = createReadinessCheck(app, leaving);
  const render = createRequestHandler({
    build:
      typeof build === "function"
        ? async () => referFailures(await build())
        : referFailures(build),
    getLoadContext: (_request, response) => ({
      app,
      drained: () => waitForDrain(response),
    }),
  });
  pages.disable("x-powered-by");
  pages.disable("etag");
  pages.use((_request, response, next) => {
    guardHeaders(response, app.env);
    next();
  });
  pages.get("/healthz", (_request, response) => {
    response.json({ up: true });
  });
  pages.get("/readyz", (_request, response, next) => {
    checkReadiness().then((readiness) => {
      response.status(readiness.ready ? 200 : 503).json(readiness);
    }, next);
  });
  pages.use("/assets", ...serveAssets(`${clientFolder}/assets`));
  pages.use(express.static(clientFolder, { maxAge: "1h" }));
  pages.use(requireUrl, refuseForeignForms, limitBody(mostOfForm));
  pages.all("*", (request, response, next) => {
    void render(request, response, next);
  });
  pages.use(answerError(app.logger));
  return pages;
}

async function loadBuild(): Promise<ServerBuild> {
  if (!existsSync(serverBuild))
    throw new Error("there is no build to serve: run `npm run build` first");
  return (await import(serverBuild.href)) as ServerBuild;
}
