export type AnswerKind =
  | "accepted"
  | "existed"
  | "quota"
  | "credentials"
  | "parameter"
  | "carrier"
  | "number"
  | "throttled"
  | "server"
  | "network"
  | "unreadable"
  | "request"
  | "other";

/** What KeyDelivery's last answer was about: its body code, or the name of the failure that left no code. */
export function answerKindOf(code: string): AnswerKind {
  if (/^5\d\d$/.test(code)) return "server";
  return kinds[code] ?? "other";
}

const kinds: Record<string, AnswerKind | undefined> = {
  "101": "request",
  "102": "request",
  "103": "request",
  "104": "credentials",
  "105": "parameter",
  "106": "throttled",
  "200": "accepted",
  "401": "quota",
  "404": "credentials",
  "405": "carrier",
  "406": "number",
  "429": "throttled",
  "60201": "existed",
  KeyDeliveryAbortError: "network",
  KeyDeliveryAnswerError: "unreadable",
  KeyDeliveryCarrierError: "carrier",
  KeyDeliveryConnectionError: "network",
  KeyDeliveryCredentialsError: "credentials",
  KeyDeliveryParameterError: "parameter",
  KeyDeliveryQuotaError: "quota",
  KeyDeliveryRequestError: "request",
  KeyDeliveryServerError: "server",
  KeyDeliveryThrottleError: "throttled",
  KeyDeliveryTimeoutError: "network",
};
