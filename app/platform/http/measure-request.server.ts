import type { IncomingMessage, ServerResponse } from "node:http";
import type { Metrics } from "../metrics/create-metrics.server.ts";

/** Counts the request when it is over. */
export function measureRequest(
  metrics: Pick<Metrics, "requestAnswered">,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const startedAt = performance.now();
  // Express changes the URL on its way.
  const path = request.url ?? "";
  response.once("close", () =>
    metrics.requestAnswered({
      path,
      status: response.writableFinished ? response.statusCode : undefined,
      seconds: (performance.now() - startedAt) / 1_000,
    }),
  );
}
