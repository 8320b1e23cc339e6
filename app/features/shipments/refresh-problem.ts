import { answerKindOf } from "./answer-kind.ts";

/** Why asking brought no answer, by what a merchant can do about it. */
export type RefreshProblem =
  "account" | "carrier" | "number" | "busy" | "unreachable" | "unexpected";

/** `code`: KeyDelivery's body code, the name of the failure, or a word of the worker's; null where none came. */
export function refreshProblemOf(code: string | null): RefreshProblem {
  if (code === null) return "unreachable";
  if (code === "account" || code === "busy") return code;
  const kind = answerKindOf(code);
  switch (kind) {
    case "quota":
    case "credentials":
      return "account";
    case "parameter":
    case "number":
      return "number";
    case "carrier":
      return "carrier";
    case "throttled":
      return "busy";
    case "server":
    case "network":
    case "unreadable":
      return "unreachable";
    case "accepted":
    case "existed":
    case "request":
    case "other":
      return "unexpected";
  }
}
