import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readiness } from "../http/check-readiness.server.ts";
import { listen, type Listening } from "../http/listen.server.ts";
import type { Logger } from "../logger.server.ts";
import type { Metrics } from "./create-metrics.server.ts";

export type MetricsWorld = {
  metrics: Pick<Metrics, "render">;
  checkReadiness(): Promise<Readiness>;
  logger: Pick<Logger, "error">;
};

type Answer = { status: number; contentType?: string; text: string };

/** A listener apart from the web's, not for the public: what Prometheus reads, and a worker's health. */
export function serveMetrics(
  world: MetricsWorld,
  address: { host: string; port: number },
): Promise<Listening> {
  return listen((request, response) => void answer(world, request, response), {
    ...address,
    variable: "METRICS_PORT",
  });
}

async function answer(
  world: MetricsWorld,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { status, contentType, text } = await respond(world, request).catch(
    (err: unknown) => {
      world.logger.error({ err }, "metrics");
      return json(500, { message: "Failed" });
    },
  );
  response.writeHead(status, {
    "content-type": contentType ?? "application/json",
    "cache-control": "no-store",
  });
  response.end(request.method === "HEAD" ? undefined : text);
}

async function respond(
  { metrics, checkReadiness }: MetricsWorld,
  request: IncomingMessage,
): Promise<Answer> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return json(405, { message: "Method not allowed" });
  switch (request.url?.split("?", 1)[0]) {
    case "/metrics":
      return { status: 200, ...(await metrics.render()) };
    case "/healthz":
      return json(200, { up: true });
    case "/readyz": {
      const readiness = await checkReadiness();
      return json(readiness.ready ? 200 : 503, readiness);
    }
    default:
      return json(404, { message: "Not found" });
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  text: JSON.stringify(body),
});
