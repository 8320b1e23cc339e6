import { setTimeout as sleep } from "node:timers/promises";

const attempts = 4;
// A deadlock, a serialization failure; Prisma's own name for both.
const conflictCodes = /\b(40P01|40001|P2034)\b/;

/**
 * Runs a transaction again that the database gave up because of another one, or that found its rows linked
 * anew. The work must do nothing outside the transaction.
 */
export async function repeatOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}

// By name and code, not by class: the pages' bundle has copies of its own.
function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "ConflictError") return true;
  const { code, meta } = error as { code?: unknown; meta?: unknown };
  return (
    conflictCodes.test(String(code)) ||
    conflictCodes.test(JSON.stringify(meta ?? {})) ||
    isConflict(error.cause)
  );
}
