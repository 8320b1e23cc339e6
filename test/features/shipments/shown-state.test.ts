import { expect, it } from "vitest";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import texts from "#app/features/shipments/locales/en.json" with { type: "json" };
import {
  shownStateOf,
  type StateFacts,
} from "#app/features/shipments/shown-state.ts";

type Tracking = NonNullable<StateFacts["tracking"]>;

const registered: Tracking = {
  registration: "registered",
  registeredAt: null,
  status: "in_transit",
  account: { state: "active" },
};
const shipment = (facts: Partial<StateFacts> = {}): StateFacts => ({
  endedAt: null,
  endReason: null,
  hold: "none",
  tracking: registered,
  ...facts,
});
const keyOf = (facts?: Partial<StateFacts>) =>
  shownStateOf(shipment(facts)).key;
const tracked = (facts: Partial<Tracking>) =>
  keyOf({ tracking: { ...registered, ...facts } });

it("shows the end and its reason before anything else", () => {
  const ended = shipment({
    endedAt: new Date(),
    endReason: "cancelled",
    hold: "needs_carrier",
  });
  expect(shownStateOf(ended)).toEqual({ key: "ended", reason: "cancelled" });
});

it("gives no reason while the parcel is followed", () => {
  expect(shownStateOf(shipment({ endReason: "cancelled" })).reason).toBeNull();
});

it.each(["no_number", "needs_carrier", "ignored"] as const)(
  "shows the hold %s before the tracking's status",
  (hold) => {
    expect(keyOf({ hold })).toBe(hold);
  },
);

it("waits for an account when no tracking is linked", () => {
  expect(keyOf({ tracking: null })).toBe("waiting_for_account");
});

it.each(["waiting", "registering"] as const)(
  "shows that it waits while it is %s",
  (registration) => {
    expect(tracked({ registration })).toBe("waiting");
  },
);

it.each(["quota_exhausted", "invalid_credentials"] as const)(
  "shows that it is blocked when the account is in state %s",
  (state) => {
    const account = { state };
    expect(tracked({ registration: "waiting", account })).toBe("blocked");
    expect(tracked({ account })).toBe("in_transit");
  },
);

it("only waits when the account is throttled", () => {
  const account = { state: "throttled" } as const;
  expect(tracked({ registration: "waiting", account })).toBe("waiting");
});

it.each(["failed", "dormant"] as const)(
  "shows %s before the status",
  (registration) => {
    expect(tracked({ registration })).toBe(registration);
  },
);

it.each(shipmentStatuses)("shows %s and has words for it", (status) => {
  expect(tracked({ status })).toBe(status);
  expect(texts.state[status]).toBeTruthy();
  expect(texts.next[status]).toBeTruthy();
});
