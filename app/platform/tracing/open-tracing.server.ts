import type { Env } from "../env.server.ts";
import type { Logger } from "../logger.server.ts";
import { noTracing, type Tracing } from "./tracing.ts";

/** Traces to the exporter that the environment names. Without one the SDK is not even loaded. */
export async function openTracing(
  env: Pick<Env, "tracing" | "role">,
  logger: Pick<Logger, "warn">,
): Promise<Tracing> {
  if (!env.tracing) return noTracing;
  const { createTracing } = await import("./create-tracing.server.ts");
  return createTracing({ ...env.tracing, role: env.role }, logger);
}
