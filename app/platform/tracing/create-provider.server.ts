import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanExporter,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "../logger.server.ts";

export type TracingOptions = {
  /** The base of an OTLP receiver that speaks HTTP. */
  endpoint: string;
  serviceName: string;
  /** Part of the traces that is kept, 0 to 1. */
  ratio: number;
  role: string;
};

/** The ids of the next span that has no parent, where they are not to be random. */
export type NextIds = { ids?: { traceId: string; spanId: string } | undefined };

/**
 * Whether a trace is kept follows from its id, not from its first span: all processes judge alike, also of a trace
 * whose first span they have not seen. Nothing is registered globally: tests open several.
 */
export function createProvider(
  { endpoint, serviceName, ratio, role }: TracingOptions,
  next: NextIds,
  logger: Pick<Logger, "warn">,
): TracerProvider {
  const random = new RandomIdGenerator();
  const url = `${endpoint.replace(/(?<!\/)\/+$/, "")}/v1/traces`;
  const exporter = warnOfFailures(new OTLPTraceExporter({ url }), logger);
  return new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": serviceName,
      "tracking.role": role,
    }),
    sampler: new TraceIdRatioBasedSampler(ratio),
    idGenerator: {
      generateTraceId: () => next.ids?.traceId ?? random.generateTraceId(),
      generateSpanId: () => next.ids?.spanId ?? random.generateSpanId(),
    },
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
}

const warnEveryMs = 60_000;

// The SDK tells nobody.
function warnOfFailures(
  exporter: SpanExporter,
  logger: Pick<Logger, "warn">,
): SpanExporter {
  let quietUntil = 0;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error && Date.now() >= quietUntil) {
          quietUntil = Date.now() + warnEveryMs;
          const reason = result.error.name;
          logger.warn({ reason, spans: spans.length }, "traces not exported");
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
