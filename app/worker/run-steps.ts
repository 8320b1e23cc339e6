/**
 * Runs one step after the other, whatever becomes of those before: one that fails each time must not keep the others' work
 * from ever being done.
 * @throws what the first one that failed threw
 */
export async function runSteps(
  steps: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
