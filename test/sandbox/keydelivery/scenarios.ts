import type { Scan, Scenario, Step } from "./scenario.ts";

const step = (...scans: Scan[]): Step => ({ afterMs: 150, push: { scans } });
const late = (replayOf: number): Step => ({ afterMs: 150, push: { replayOf } });
const says = (message: string): Step => ({
  afterMs: 150,
  push: { message, statusCode: null },
});

const announced: Scan = {
  context: "Shipping information received",
  code: "101",
};
const accepted: Scan = {
  context: "Accepted at the post office",
  code: "103",
  hours: 5,
  area: "Toronto, Canada",
  location: "Toronto",
};
const departed: Scan = {
  context: "Departed from the sorting centre",
  code: "0",
  hours: 14,
};
const landed: Scan = {
  context: "Arrived in the destination country",
  code: "1001",
  hours: 26,
  area: "Los Angeles, CA, United States",
};
const out: Scan = { context: "With the delivery courier", code: "5", hours: 9 };
const signed: Scan = {
  context: "Delivered, signed by the customer",
  code: "301",
  hours: 4,
};
const afterAll: Scan = {
  context: "Delivered after an exception",
  code: "302",
  hours: 20,
};
const underWay = [step(announced), step(accepted), step(departed)];

export const ordinaryDelivery: Scenario = {
  name: "ordinary delivery",
  expected: "delivered",
  steps: [...underWay, step(landed), step(out), step(signed)],
};

export const customs: Scenario = {
  name: "customs",
  expected: "delivered",
  steps: [
    ...underWay,
    step({ context: "Pending customs clearance", code: "10", hours: 20 }),
    step({ context: "Customs clearance started", code: "11", hours: 8 }),
    step({ context: "Customs clearance completed", code: "12", hours: 12 }),
    step(out),
    step(signed),
  ],
};

export const failedAttempt: Scenario = {
  name: "failed attempt, then delivered",
  expected: "delivered",
  steps: [
    ...underWay,
    step(out),
    step({ context: "Nobody at home, notice left", code: "204", hours: 3 }),
    step({ ...out, hours: 18 }),
    step(afterAll),
  ],
};

export const outOfOrder: Scenario = {
  name: "pushes out of order",
  expected: "delivered",
  steps: [
    ...underWay,
    step(landed),
    step(out),
    late(2),
    step(signed),
    late(4),
    late(6),
  ],
};

export const duplicated: Scenario = {
  name: "duplicated pushes",
  expected: "delivered",
  copies: 3,
  steps: [...underWay, step(out), step(signed)],
};

export const returned: Scenario = {
  name: "returned",
  expected: "returned",
  steps: [
    ...underWay,
    step(out),
    step({ context: "The customer refused the parcel", code: "203", hours: 2 }),
    step({ context: "On its way back to the sender", code: "6", hours: 16 }),
    step({ context: "Returned to the sender", code: "4", hours: 60 }),
  ],
};

export const expired: Scenario = {
  name: "expired",
  expected: "expired",
  steps: [...underWay, says("No status update for 60 days")],
};

export const neverSeen: Scenario = {
  name: "expired without a scan",
  expected: "expired",
  steps: [says("No tracking information for 3 days")],
};

export const infoOnly: Scenario = {
  name: "information only",
  expected: "info_received",
  steps: [step(announced)],
};

export const exception: Scenario = {
  name: "exception, then delivered",
  expected: "delivered",
  steps: [
    ...underWay,
    step({ context: "Parcel damaged, repacked", code: "209", hours: 7 }),
    step({ context: "Delayed by weather", code: "208", hours: 10 }),
    step(out),
    step(afterAll),
  ],
};

export const pickupPoint: Scenario = {
  name: "pickup point",
  expected: "ready_for_pickup",
  steps: [
    ...underWay,
    step({
      context: "Ready for pickup <b>until Saturday</b>",
      code: "501",
      hours: 22,
    }),
  ],
};

export const mailbox: Scenario = {
  name: "mailbox",
  expected: "delivered",
  steps: [
    ...underWay,
    step(out),
    step({ ...signed, context: "Left in the mailbox", code: "304" }),
  ],
};

/** 5,000 scans, some two MiB, in one push; then the delivery. */
export const longHistory: Scenario = {
  name: "5,000 scans",
  expected: "delivered",
  steps: [step(announced, ...manyScans(4_998)), step(signed)],
};

export const scenarios = [
  ordinaryDelivery,
  customs,
  failedAttempt,
  outOfOrder,
  duplicated,
  returned,
  expired,
  neverSeen,
  infoOnly,
  exception,
  pickupPoint,
  mailbox,
  longHistory,
] as const;

export function manyScans(count: number): Scan[] {
  return Array.from({ length: count }, (_, index) => ({
    context: `Scan ${index + 1} on the belt, ${"sorted again, ".repeat(15)}still moving`,
    code: "1002",
    hours: 1 / 60,
    area: "Los Angeles, CA, United States",
    location: "Los Angeles",
  }));
}
