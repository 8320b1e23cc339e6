import { registerHooks } from "node:module";
import { createLogger } from "#app/platform/logger.server.ts";

// Run by tests as a process of its own: loads all that a process loads, opens traces to the receiver that it is told, or
// to none, and prints which packages of OpenTelemetry that took, as JSON.

const loaded = new Set<string>();
registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith("@opentelemetry/")) loaded.add(specifier);
    return next(specifier, context);
  },
});
await import("#app/start-process.ts");
await import("#app/server.ts");
await import("#app/worker/start-worker.ts");
const { openTracing } =
  await import("#app/platform/tracing/open-tracing.server.ts");
const [, , endpoint] = process.argv;
const tracing = await openTracing(
  {
    role: "all",
    tracing:
      endpoint === undefined
        ? undefined
        : { endpoint, serviceName: "shipment-tracking", ratio: 1 },
  },
  createLogger("silent"),
);
const answer = await tracing.span("job", {}, () => Promise.resolve("done"));
await tracing.close();
process.stdout.write(JSON.stringify({ answer, loaded: [...loaded].sort() }));
