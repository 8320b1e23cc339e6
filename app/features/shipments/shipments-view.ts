import type { CarrierOption } from "#app/components/carrier-option.ts";
import type { AnswerKind } from "./answer-kind.ts";
import type { RefreshProblem } from "./refresh-problem.ts";
import type { Registration, ShownState } from "./shown-state.ts";

// What the pages show. Nothing of another shop, nothing of the account.

export type ParcelEvent = {
  id: string;
  /** "YYYY-MM-DD HH:MM:SS"; "" when KeyDelivery's text is not a time. */
  sortTime: string;
  timeText: string;
  text: string;
  place: string | null;
};

export type EventDay = { day: string; events: ParcelEvent[] };

export type CarrierSource =
  "merchant" | "mapping" | "builtin" | "assumed" | "detected";

export type RegistrationView = {
  registration: Registration;
  registeredAt: string | null;
  answer: { kind: AnswerKind; code: string; at: string } | null;
  /** No push is assured: asked for at a rhythm instead. */
  polled: boolean;
};

export type AuditLine = {
  id: string;
  by: "you" | "staff" | "app";
  /** Shopify's id of the staff member; sessions tell no name. */
  staffId: string | null;
  action: string;
  carrier: string | null;
  /** The carrier before; null where nobody knew it, or it is no choice of one. */
  from: string | null;
  at: string;
};

/** What Shopify was told of the fulfillment, or why it was not. */
export type ToldLine = {
  id: string;
  status: string;
  state: "planned" | "sent" | "skipped" | "failed";
  reason: string | null;
  at: string;
};

/** The way of a parcel, as far as it is known: a country by its code, other places as they are called. */
export type RouteStop = {
  kind: "origin" | "last" | "destination";
  place: string | null;
  country: string | null;
};

export const refreshOutcomes = [
  "new_scans",
  "new_status",
  "nothing_new",
  "nothing_yet",
  "failed",
] as const;

export type RefreshOutcome = (typeof refreshOutcomes)[number];

export type SiblingParcel = {
  id: string;
  isThis: boolean;
  number: string;
  carrier: string | null;
  state: ShownState;
};

/** Asking KeyDelivery by hand. */
export type RefreshView = {
  isRunning: boolean;
  /** Why it cannot be asked now, and until when; null: it can. */
  rest: { because: "parcel" | "arrived" | "shop"; until: string } | null;
  /** What the last time brought. */
  last: {
    at: string;
    outcome: RefreshOutcome;
    newScans: number;
    problem: RefreshProblem | null;
  } | null;
};

export type ShipmentDetail = {
  id: string;
  orderName: string;
  orderUrl: string | null;
  number: string;
  trackingUrl: string | null;
  destination: string | null;
  /** ISO 3166. */
  destinationCode: string | null;
  shippedAt: string;
  timeZone: string;
  /** What Shopify calls the carrier. */
  company: string | null;
  carrier: { id: string; name: string; source: CarrierSource | null } | null;
  state: ShownState;
  carrierRefused: boolean;
  /** Which rule, or the switch, left it out. */
  leftOutBy: string | null;
  /** The end of the shop's delay. */
  registersAt: string | null;
  /** What detection says of the number: possible, not certain. */
  candidates: CarrierOption[];
  registration: RegistrationView | null;
  days: EventDay[];
  /** How many events are asked for. */
  shownEvents: number;
  olderEventsHidden: boolean;
  /** All of the order, this one too. */
  siblings: SiblingParcel[];
  audit: AuditLine[];
  route: RouteStop[];
  told: ToldLine[];
  writesBack: boolean;
  isArchived: boolean;
  deliveredAt: string | null;
  /** Local time at the scan, never shifted. */
  lastEventTime: string | null;
  /** Null where KeyDelivery cannot be asked for it. */
  refresh: RefreshView | null;
  /** When this was read. */
  now: string;
  canRetry: boolean;
  canChooseCarrier: boolean;
  canRestart: boolean;
  moving: boolean;
};

export type ParcelPageView = ShipmentDetail & {
  /** When it should arrive, as the shop's earlier parcels tell: moments, and how many parcels say so. */
  estimate: {
    from: string;
    to: string;
    parcels: number;
    by: "country" | "region" | "carrier";
  } | null;
};

export type ShipmentAnswer =
  | { outcome: "retried" }
  | { outcome: "carrier_chosen" }
  | { outcome: "restarted" }
  | { outcome: "asked" }
  | { outcome: "asked_too_often" }
  | { outcome: "archived" }
  | { outcome: "unarchived" }
  | { outcome: "invalid"; error: "missing" | "characters" }
  | { outcome: "failed" };
