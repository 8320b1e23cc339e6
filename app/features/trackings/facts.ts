import { createHash } from "node:crypto";
import { isTerminal } from "#app/domain/shipment-status.ts";
import { lookUpStatus } from "#app/keydelivery/index.ts";

/**
 * What is known of a tracking. `item`: one scan. `headline`: a push's top-level code and expired mark,
 * bound to the newest item time of that push.
 */
export type Fact = {
  identity: string;
  kind: "item" | "headline";
  /** KeyDelivery's local time, as it came. */
  timeText: string;
  /** The same, sortable as text; "" where it is not a time: the earliest. */
  sortTime: string;
  context: string;
  code: string | null;
  description: string | null;
  area: string | null;
  location: string | null;
  expired: boolean;
};

/** What a push and a real-time answer have in common. */
export type Report = {
  statusCode: string | null;
  expired: boolean;
  items: readonly Pick<
    Fact,
    | "timeText"
    | "sortTime"
    | "context"
    | "code"
    | "description"
    | "area"
    | "location"
  >[];
};

/** The facts in a report, one per identity, merged so that the order of items does not matter. */
export function factsOf(report: Report): Fact[] {
  const facts = new Map<string, Fact>();
  for (const item of report.items) {
    const identity = hash(
      "item",
      item.sortTime || item.timeText,
      normaliseContext(item.context),
    );
    const fact: Fact = { ...item, identity, kind: "item", expired: false };
    const known = facts.get(identity);
    facts.set(identity, known ? mergeFacts(known, fact) : fact);
  }
  const headline = headlineOf(report);
  return headline ? [...facts.values(), headline] : [...facts.values()];
}

/**
 * Non-empty wins over empty, then the greater text: the same result in any order. Of two codes one that
 * ends the parcel wins, so that a scan that is told anew cannot undo a delivery.
 */
export function mergeFacts(one: Fact, other: Fact): Fact {
  return {
    ...one,
    timeText: greater(one.timeText, other.timeText),
    context: greater(one.context, other.context),
    code: mergeCodes(one.code, other.code),
    description: greater(one.description, other.description),
    area: greater(one.area, other.area),
    location: greater(one.location, other.location),
    expired: one.expired || other.expired,
  };
}

function headlineOf(report: Report): Fact | undefined {
  const { statusCode, expired } = report;
  if (statusCode === null && !expired) return undefined;
  const bound = report.items.reduce(
    (newest, item) => (item.sortTime > newest ? item.sortTime : newest),
    "",
  );
  return {
    identity: hash("headline", bound, statusCode ?? "", String(expired)),
    kind: "headline",
    timeText: bound,
    sortTime: bound,
    context: "",
    code: statusCode,
    description: null,
    area: null,
    location: null,
    expired,
  };
}

function mergeCodes(one: string | null, other: string | null) {
  const isFinal = [one, other].map(
    (code) => code !== null && isTerminal(lookUpStatus(code).status),
  );
  if (isFinal[0] !== isFinal[1]) return isFinal[0] ? one : other;
  return greater(one, other);
}

function greater<T extends string | null>(one: T, other: T): T {
  if (!one) return other || one;
  if (!other) return one;
  return one >= other ? one : other;
}

const normaliseContext = (context: string) =>
  context.normalize("NFKC").replace(/\s+/gu, " ").trim().toLowerCase();

const hash = (...parts: string[]) =>
  createHash("sha256")
    .update(parts.join("\0"))
    .digest("base64url")
    .slice(0, 22);
