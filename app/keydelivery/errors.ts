/** What can help: wait and repeat, call less often, pause the account, or a person. */
export type Remedy =
  | "retry"
  | "slow_down"
  | "pause_quota"
  | "pause_credentials"
  | "choose_carrier"
  | "ask_person"
  | "report_bug";

const causes = {
  KeyDeliveryConnectionError: ["retry", "the connection failed"],
  KeyDeliveryTimeoutError: ["retry", "no whole answer in time"],
  KeyDeliveryAbortError: ["retry", "the call was aborted"],
  KeyDeliveryAnswerError: ["retry", "the answer cannot be read"],
  KeyDeliveryServerError: ["retry", "it reports trouble of its own"],
  KeyDeliveryThrottleError: ["slow_down", "it wants fewer calls"],
  KeyDeliveryQuotaError: ["pause_quota", "the quota is used up"],
  KeyDeliveryCredentialsError: ["pause_credentials", "key or secret is wrong"],
  KeyDeliveryCarrierError: ["choose_carrier", "it does not know the carrier"],
  KeyDeliveryParameterError: ["ask_person", "it refuses this shipment's data"],
  KeyDeliveryRequestError: ["report_bug", "it refuses how the call is made"],
  KeyDeliveryUnknownCodeError: ["ask_person", "it answers an unknown code"],
} as const satisfies Record<string, readonly [Remedy, string]>;

export type KeyDeliveryErrorName = keyof typeof causes;

export type KeyDeliveryErrorFacts = {
  /** KeyDelivery may have carried out the call, although we were not told. */
  mayHaveReached: boolean;
  /** The code in the answer's body, digits only. */
  answerCode?: string;
  httpStatus?: number;
  retryAfterMs?: number;
  /** A short word of our own or of the system's, such as "ECONNREFUSED" or "not_json". */
  detail?: string;
};

/**
 * A call that did not end well. One class, told apart by the literal `name`; neither message, fields
 * nor cause ever hold key, secret, signature or anything of a body.
 */
export class KeyDeliveryError extends Error {
  override readonly name: KeyDeliveryErrorName;
  readonly remedy: Remedy;
  readonly mayHaveReached: boolean;
  readonly answerCode: string | undefined;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;

  constructor(name: KeyDeliveryErrorName, facts: KeyDeliveryErrorFacts) {
    const [remedy, sentence] = causes[name];
    const marks = [
      facts.answerCode && `code ${facts.answerCode}`,
      facts.httpStatus && `HTTP ${facts.httpStatus}`,
      facts.detail,
    ].filter(Boolean);
    super(
      `KeyDelivery: ${sentence}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`,
    );
    this.name = name;
    this.remedy = remedy;
    this.mayHaveReached = facts.mayHaveReached;
    this.answerCode = facts.answerCode;
    this.httpStatus = facts.httpStatus;
    this.retryAfterMs = facts.retryAfterMs;
    this.detail = facts.detail;
  }
}

/** Not by its class: a bundle has a copy of it, and the client throws the process's own. */
export const isKeyDeliveryError = (error: unknown): error is KeyDeliveryError =>
  error instanceof Error && error.name in causes && "remedy" in error;

/** A push whose body is no JSON object. */
export class KeyDeliveryPushError extends Error {
  override readonly name = "KeyDeliveryPushError";

  constructor() {
    super("KeyDelivery: the push is not a JSON object");
  }
}
