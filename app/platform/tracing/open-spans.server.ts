import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
  type Span,
  type SpanContext,
  type Tracer,
} from "@opentelemetry/api";
import type { Attributes } from "./tracing.ts";

/** A span that is begun when something asks for it, so that its cause can still be told. */
export type OpenSpan = {
  name: string;
  kind: SpanKind;
  attributes: Attributes;
  startedAt: number;
  above: OpenSpan | undefined;
  cause: SpanContext | undefined;
  span: Span | undefined;
};

export const kinds = {
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const;

/** The span, begun now if it was not. One with a cause of its own is linked with what it runs in. */
export function spanOf(tracer: Tracer, open: OpenSpan): Span {
  if (open.span) return open.span;
  const above = open.above && spanOf(tracer, open.above);
  const parent = open.cause ?? above?.spanContext();
  open.span = tracer.startSpan(
    open.name,
    {
      kind: open.kind,
      attributes: open.attributes,
      startTime: open.startedAt,
      links: open.cause && above ? [{ context: above.spanContext() }] : [],
    },
    parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
  );
  return open.span;
}

export const contextOf = (ids: {
  traceId: string;
  spanId: string;
}): SpanContext => ({
  ...ids,
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
});

/** Undefined for what is no traceparent. */
export function readTraceparent(
  text: string | null | undefined,
): SpanContext | undefined {
  const [, traceId, spanId] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(text ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  const context = contextOf({ traceId, spanId });
  return isSpanContextValid(context) ? context : undefined;
}

/** Undefined for a span that is not kept. */
export function writeTraceparent({
  traceId,
  spanId,
  traceFlags,
}: SpanContext): string | undefined {
  return traceFlags & TraceFlags.SAMPLED
    ? `00-${traceId}-${spanId}-01`
    : undefined;
}
