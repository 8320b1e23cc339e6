import type { Logger } from "#app/platform/logger.server.ts";

/**
 * Runs one step after the other, whatever becomes of those before: one that fails each time must not keep the others' work
 * from ever being done. Each failure is in the log.
 * @throws what the first one that failed threw
 */
export async function runSteps(
  logger: Pick<Logger, "warn">,
  steps: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (err) {
      logger.warn({ err }, "step failed");
      failures.push(err);
    }
  }
  if (failures.length > 0) throw failures[0];
}
