import { Histogram, type Registry } from "prom-client";

// By the path's beginning, the first that fits.
const classes = [
  ["/healthz", "health"],
  ["/readyz", "health"],
  ["/assets/", "asset"],
  ["/proxy/", "storefront"],
  ["/api/customer/", "customer_api"],
  ["/api/", "admin_api"],
  ["/auth", "auth"],
  ["/app", "admin"],
] as const;

export type RequestAnswer = {
  path: string;
  /** undefined where the client went away before all of the answer. */
  status: number | undefined;
  seconds: number;
};

export function createRequestMetrics(registry: Registry) {
  const duration = new Histogram({
    name: "tracking_http_request_duration_seconds",
    help: "Requests but webhooks and pushes, from head to the answer's end",
    labelNames: ["route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    requestAnswered({ path, status, seconds }: RequestAnswer) {
      duration.observe(
        { route: routeClassOf(path), status: status ?? "aborted" },
        seconds,
      );
    },
  };
}

const routeClassOf = (path: string) =>
  classes.find(([start]) => path.startsWith(start))?.[1] ?? "other";
