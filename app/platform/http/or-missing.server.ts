import { NotFoundError } from "#app/domain/app-error.ts";

/** Waits for the answer; what is not there, or another shop's, is a 404. */
export async function orMissing<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError)
      throw new Response(null, { status: 404 });
    throw error;
  }
}
