import { AsyncLocalStorage } from "node:async_hooks";
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Span,
  type Tracer,
} from "@opentelemetry/api";
import type { Logger } from "../logger.server.ts";
import { within } from "../within.ts";
import {
  createProvider,
  type NextIds,
  type TracingOptions,
} from "./create-provider.server.ts";
import {
  contextOf,
  kinds,
  readTraceparent,
  spanOf,
  writeTraceparent,
  type OpenSpan,
} from "./open-spans.server.ts";
import { storedSpan } from "./stored-span.ts";
import type { Attributes, Received, Tracing } from "./tracing.ts";

// Less than a process that ends has left when it comes to this.
const closeMs = 1_500;

export function createTracing(
  options: TracingOptions,
  logger: Pick<Logger, "warn">,
): Tracing {
  const next: NextIds = {};
  const provider = createProvider(options, next, logger);
  const tracer = provider.getTracer("shipment-tracking");
  const running = new AsyncLocalStorage<OpenSpan>();
  return {
    span: (name, { kind, attributes = {}, cause }, run) => {
      const open: OpenSpan = {
        name,
        kind: kind ? kinds[kind] : SpanKind.INTERNAL,
        attributes,
        startedAt: Date.now(),
        above: running.getStore(),
        cause: readTraceparent(cause),
        span: undefined,
      };
      return running.run(open, () => runWithin(tracer, open, run));
    },
    causedBy(key) {
      const open = running.getStore();
      if (open && !open.span) open.cause = contextOf(storedSpan(key));
    },
    current() {
      const open = running.getStore();
      return open && writeTraceparent(spanOf(tracer, open).spanContext());
    },
    received: (received) => noteReceived(tracer, next, received),
    close: () =>
      within(closeMs, "end", () => provider.shutdown()).catch(() =>
        logger.warn({}, "the last traces were not exported"),
      ),
  };
}

async function runWithin<T>(
  tracer: Tracer,
  open: OpenSpan,
  run: (note: (attributes: Attributes) => void) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  try {
    return await run((attributes) => {
      spanOf(tracer, open).setAttributes(attributes);
    });
  } catch (error) {
    fail(spanOf(tracer, open), error instanceof Error ? error.name : "unknown");
    throw error;
  } finally {
    const ms = performance.now() - startedAt;
    spanOf(tracer, open).end(open.startedAt + ms);
  }
}

// Not the error's message: it may quote what others wrote.
function fail(span: Span, name: string) {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute("error.type", name);
}

function noteReceived(tracer: Tracer, next: NextIds, received: Received) {
  const { name, attributes, key, isFailed, seconds } = received;
  const endedAt = Date.now();
  next.ids = key && storedSpan(key);
  const span = tracer.startSpan(
    name,
    {
      kind: SpanKind.SERVER,
      attributes,
      startTime: endedAt - seconds * 1_000,
    },
    ROOT_CONTEXT,
  );
  next.ids = undefined;
  if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endedAt);
}
