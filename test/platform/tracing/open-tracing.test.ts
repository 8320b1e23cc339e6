import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { createTracing } from "#app/platform/tracing/create-tracing.server.ts";
import { noTracing } from "#app/platform/tracing/tracing.ts";
import { useOtlpReceiver } from "./use-otlp-receiver.ts";

const receiver = useOtlpReceiver();
const run = promisify(execFile);
const processFile = fileURLToPath(
  new URL("../../support/open-tracing-process.ts", import.meta.url),
);
const openInProcess = async (...args: string[]) =>
  JSON.parse((await run(process.execPath, [processFile, ...args])).stdout) as {
    answer: string;
    loaded: string[];
  };
const slow = { timeout: 60_000 };

describe("a process without an exporter", () => {
  it(
    "does its work, and loads nothing of OpenTelemetry but the API that prom-client brings",
    slow,
    async () => {
      expect(await openInProcess()).toEqual({
        answer: "done",
        loaded: ["@opentelemetry/api"],
      });
    },
  );

  it("says that there is no trace to go on with", async () => {
    const current = await noTracing.span("job", {}, () =>
      Promise.resolve(noTracing.current()),
    );
    expect(current).toBeUndefined();
  });
});

describe("a process with an exporter", () => {
  it("loads the SDK, and sends what it did before it ends", slow, async () => {
    const { answer, loaded } = await openInProcess(receiver.endpoint());
    expect(answer).toBe("done");
    expect(loaded).toContain("@opentelemetry/sdk-trace");
    expect(receiver.spans()).toMatchObject([{ name: "job", kind: 1 }]);
  });

  it("keeps no trace whose id lies beyond the part that is kept, in no process", async () => {
    const warnings: unknown[] = [];
    const logger = { warn: (...args: unknown[]) => void warnings.push(args) };
    const options = {
      endpoint: receiver.endpoint(),
      serviceName: "sampled",
      role: "web",
    };
    const before = receiver.bodies.length;
    const none = createTracing({ ...options, ratio: 0 }, logger);
    const cause = await none.span("job", {}, () =>
      Promise.resolve(none.current()),
    );
    await none.close();
    expect(cause).toBeUndefined();
    expect(receiver.bodies).toHaveLength(before);
    expect(warnings).toEqual([]);
  });

  it(
    "warns of what cannot be sent, with neither address nor span",
    slow,
    async () => {
      const warnings: unknown[] = [];
      const logger = { warn: (...args: unknown[]) => void warnings.push(args) };
      const tracing = createTracing(
        {
          endpoint: "http://127.0.0.1:1",
          serviceName: "planted",
          role: "web",
          ratio: 1,
        },
        logger,
      );
      await tracing.span("job", {}, () => Promise.resolve());
      await tracing.close();
      expect(warnings.length).toBeGreaterThan(0);
      expect(JSON.stringify(warnings)).not.toMatch(/127\.0\.0\.1|planted/);
    },
  );
});
