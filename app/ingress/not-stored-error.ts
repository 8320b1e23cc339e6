/** A row that came in was not stored as far as we know; the sender should try again. */
export class NotStoredError extends Error {
  override readonly name = "NotStoredError";
  readonly retryable = true;
  readonly reason: "overloaded" | "late" | "failed";

  constructor(reason: NotStoredError["reason"], options?: ErrorOptions) {
    super(`not stored: ${reason}`, options);
    this.reason = reason;
  }
}
