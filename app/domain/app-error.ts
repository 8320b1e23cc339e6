/**
 * What went wrong, by cause, and whether trying again can help.
 * The message is for logs: ids only, never secrets or personal data.
 */
export class AppError extends Error {
  override readonly name: string = "AppError";
  readonly retryable: boolean;

  constructor(
    message: string,
    options: { retryable: boolean; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
  }
}

/** The row does not exist for this shop: another shop's id looks the same. */
export class NotFoundError extends AppError {
  override readonly name = "NotFoundError";

  constructor(what: string) {
    super(`${what} was not found`, { retryable: false });
  }
}

/** Something changed underneath; the same call will work when it runs again. */
export class ConflictError extends AppError {
  override readonly name = "ConflictError";

  constructor(message: string) {
    super(message, { retryable: true });
  }
}
