import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";

const attribute = z
  .object({
    key: z.string(),
    value: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .transform(({ key, value }) => [key, Object.values(value)[0]] as const);
type Attribute = string | number | undefined;
const attributes = z
  .array(attribute)
  .default([])
  .transform((pairs) => Object.fromEntries<Attribute>(pairs));
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes,
  links: z.array(z.object({ spanId: z.string() })).default([]),
  events: z.array(z.unknown()).default([]),
  status: z.object({
    code: z.number().optional(),
    message: z.string().optional(),
  }),
});
const sent = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

export type ReceivedSpan = z.infer<typeof span>;

/** A receiver of OTLP/JSON on loopback that keeps what it is sent. Its address is there once tests run. */
export function useOtlpReceiver() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(`${request.method} ${request.url}\n${body}`);
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  let endpoint = "";
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const received = () =>
    bodies.flatMap(
      (one) =>
        sent.parse(JSON.parse(one.slice(one.indexOf("\n")))).resourceSpans,
    );
  return {
    endpoint: () => endpoint,
    /** Heads and bodies as they came. */
    bodies,
    resources: () => received().map(({ resource }) => resource.attributes),
    spans: (): ReceivedSpan[] =>
      received().flatMap(({ scopeSpans }) =>
        scopeSpans.flatMap(({ spans }) => spans),
      ),
  };
}
