/** The embedded server cannot serve here. Says what to do instead. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";

  constructor(message: string, options?: { cause?: unknown }) {
    super(
      `${message}. Set DATABASE_URL to a PostgreSQL server (15 or newer) instead.`,
      options,
    );
  }
}
