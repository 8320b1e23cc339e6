import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createIngress } from "#app/ingress/create-ingress.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { openBehindProxy } from "#test/support/open-behind-proxy.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { callbackTokens } from "./serve-ingress.ts";
import { serveRequests } from "./serve-requests.ts";

const database = useTestDatabase();
let parts: Awaited<ReturnType<typeof openBehindProxy>>;
beforeAll(async () => {
  parts = await openBehindProxy(database.url);
});
afterAll(() => parts.close());

const token = callbackTokens.tokenOf(
  callbackTokens.refOf({ fingerprint: "f", carrierId: "usps", number: "1" }),
);

it.each([
  ["webhook", "/webhooks/shopify", 10_000],
  ["push", `/callbacks/keydelivery/${token}`, 30_000],
])(
  "tells the sender of a %s that its body took too long, and waits no longer than it may",
  async (_kind, path, ms) => {
    const reading = Promise.withResolvers<void>();
    const ingress = await createIngress({
      ...parts,
      shopifySecrets: [],
      callbackTokens,
      onOversizedPush: async () => undefined,
      logger: createLogger("silent"),
      clock: systemClock,
      requestNotes: new Map(),
    });
    const { open } = await serveRequests((request, response) => {
      ingress(request, response, () => undefined);
      reading.resolve();
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { heard } = open(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{`,
      );
      await reading.promise;
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(heard()).toBe("");
      await vi.advanceTimersByTimeAsync(1);
      await expect.poll(heard).toMatch(/^HTTP\/1\.1 408 [^]*"Body too slow"/);
      expect(heard()).toMatch(/^connection: close\r$/im);
    } finally {
      vi.useRealTimers();
    }
  },
);
