import { KeyDeliveryError } from "./errors.ts";
import type { AnswerHead } from "./refusals.ts";

/**
 * The error for a call that fetch or the reading of the answer gave up. The original is not kept as
 * cause: fetch's errors can quote headers and bytes of the answer.
 */
export function failure(
  error: unknown,
  signals: { timeout: AbortSignal; aborted: AbortSignal | undefined },
  head: AnswerHead | undefined,
): KeyDeliveryError {
  if (error instanceof KeyDeliveryError) return error;
  if (signals.aborted?.aborted)
    return new KeyDeliveryError("KeyDeliveryAbortError", {
      ...head,
      mayHaveReached: true,
    });
  if (signals.timeout.aborted)
    return new KeyDeliveryError("KeyDeliveryTimeoutError", {
      ...head,
      mayHaveReached: true,
    });
  const { code, syscall } = systemError(error);
  return new KeyDeliveryError("KeyDeliveryConnectionError", {
    ...head,
    detail: code,
    mayHaveReached:
      head !== undefined ||
      !(callsBefore.has(syscall) || codesBefore.has(code)),
  });
}

// What fails before there is a connection.
const callsBefore = new Set<unknown>(["connect", "getaddrinfo"]);
const codesBefore = new Set<unknown>([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** The system's word for what happened, which fetch hides some causes deep. */
function systemError(error: unknown): { code?: string; syscall?: unknown } {
  let current = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth++) {
    const code: unknown = "code" in current ? current.code : undefined;
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]{2,60}$/.test(code))
      return {
        code,
        syscall: "syscall" in current ? current.syscall : undefined,
      };
    current = current.cause;
  }
  return {};
}
