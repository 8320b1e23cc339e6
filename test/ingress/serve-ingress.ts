import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Pool } from "pg";
import {
  createIngress,
  type IngressWorld,
} from "#app/ingress/create-ingress.ts";
import type { Queue } from "#app/jobs/queue.server.ts";
import { createCallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createLogger } from "#app/platform/logger.server.ts";

export const shopifySecret = "current-shopify-secret";
export const previousSecret = "previous-shopify-secret";

export const callbackTokens = createCallbackTokens(
  new Map([[1, randomBytes(32)]]),
);

export type ServedIngress = { url: string; close(): Promise<void> };

/** The ingress alone on a loopback port, with 404 for what it lets pass. */
export async function serveIngress(
  world: {
    pool: Pool;
    queue: Pick<Queue, "statementFor">;
  } & Partial<IngressWorld>,
): Promise<ServedIngress> {
  const ingress = await createIngress({
    shopifySecrets: [shopifySecret, previousSecret],
    callbackTokens,
    onOversizedPush: () => Promise.resolve(),
    logger: createLogger("silent"),
    clock: systemClock,
    requestNotes: new Map(),
    ...world,
  });
  const server = createServer((request, response) =>
    ingress(request, response, () => response.writeHead(404).end()),
  );
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
