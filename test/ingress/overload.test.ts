import { afterEach, expect, it } from "vitest";
import { sendWebhook } from "./send-webhook.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress({ heldRows: 10, batchRows: 2, flights: 1 });
afterEach(() => ingress.proxy().setMode("pass"));

it("answers 503 at once beyond the bound of what may wait, and 200 again afterwards", async () => {
  ingress.proxy().setMode("hang");
  const startedAt = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 30 }, async (_, id) => {
      const { status } = await sendWebhook(ingress.url(), `{"id":${id}}`);
      return { status, ms: performance.now() - startedAt };
    }),
  );
  expect(answers.every(({ status }) => status === 503)).toBe(true);
  expect(answers.filter(({ ms }) => ms < 1_000)).toHaveLength(20);
  ingress.proxy().setMode("pass");
  await expect
    .poll(() => sendWebhook(ingress.url(), "{}").then(({ status }) => status), {
      timeout: 5_000,
    })
    .toBe(200);
});
