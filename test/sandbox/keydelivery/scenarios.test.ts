import { describe, expect, test } from "vitest";
import { deriveStatus } from "#app/features/trackings/derive-status.ts";
import {
  factsOf,
  mergeFacts,
  type Fact,
} from "#app/features/trackings/facts.ts";
import { parsePush } from "#app/keydelivery/index.ts";
import { openSimulator } from "./open-simulator.ts";
import { receivePushes } from "./receive-pushes.ts";
import {
  duplicated,
  longHistory,
  ordinaryDelivery,
  outOfOrder,
  scenarios,
} from "./scenarios.ts";

function statusAfter(bodies: unknown[]) {
  const facts = new Map<string, Fact>();
  for (const fact of bodies.flatMap((body) => factsOf(parsePush(body)))) {
    const known = facts.get(fact.identity);
    facts.set(fact.identity, known ? mergeFacts(known, fact) : fact);
  }
  return deriveStatus([...facts.values()]).status;
}

test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  "%s ends as it says",
  async (_, scenario) => {
    const { simulator, create } = await openSimulator();
    const receiver = await receivePushes();
    simulator.playScenario("A1", scenario);
    await create("A1", receiver.url);
    await simulator.settled();
    expect(receiver.received).toHaveLength(
      scenario.steps.length * (scenario.copies ?? 1),
    );
    expect(simulator.journal.pushesAcknowledged()).toBe(
      receiver.received.length,
    );
    expect(simulator.trackings()).toMatchObject([
      {
        number: "A1",
        scenario: scenario.name,
        expected: scenario.expected,
        played: true,
      },
    ]);
    expect(statusAfter(receiver.bodies())).toBe(scenario.expected);
  },
);

test("a push carries the whole history, newest first, as JSON", async () => {
  const { simulator, create } = await openSimulator();
  const receiver = await receivePushes();
  simulator.playScenario("A*", ordinaryDelivery);
  await create("A1", receiver.url);
  await simulator.settled();
  const pushes = receiver.bodies().map(parsePush);
  expect(pushes.map(({ items }) => items.length)).toEqual([1, 2, 3, 4, 5, 6]);
  const last = pushes.at(-1);
  expect(last).toMatchObject({
    carrierId: "usps",
    trackingNumber: "A1",
    statusCode: "301",
    skippedItems: 0,
  });
  const times = last?.items.map(({ sortTime }) => sortTime) ?? [];
  expect(times).toEqual([...times].sort().reverse());
  expect(last?.items.map(({ code }) => code)).toEqual([
    "301",
    "5",
    "1001",
    "0",
    "103",
    "101",
  ]);
  expect(receiver.received[0]?.headers["content-type"]).toBe(
    "application/json",
  );
});

test("a scenario can be given after the tracking was made", async () => {
  const { simulator, create } = await openSimulator();
  const receiver = await receivePushes();
  await create("A1", receiver.url);
  simulator.playScenario("A1", ordinaryDelivery);
  await simulator.settled();
  expect(statusAfter(receiver.bodies())).toBe("delivered");
});

test("an old push comes after a newer one when pushes are out of order", async () => {
  const { simulator, create } = await openSimulator();
  const receiver = await receivePushes();
  simulator.playScenario("A1", outOfOrder);
  await create("A1", receiver.url);
  await simulator.settled();
  const sizes = receiver.bodies().map((body) => parsePush(body).items.length);
  expect(sizes).toEqual([1, 2, 3, 4, 5, 4, 6, 3, 1]);
});

test("a duplicated push is the same bytes again", async () => {
  const { simulator, create } = await openSimulator();
  const receiver = await receivePushes();
  simulator.playScenario("A1", duplicated);
  await create("A1", receiver.url);
  await simulator.settled();
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(5);
});

test("a long history is some two MiB", async () => {
  const { simulator, create } = await openSimulator();
  const receiver = await receivePushes();
  simulator.playScenario("A1", longHistory);
  await create("A1", receiver.url);
  await simulator.settled();
  const last = receiver.received.at(-1)?.body ?? "";
  expect(parsePush(JSON.parse(last)).items).toHaveLength(5_000);
  expect(Buffer.byteLength(last)).toBeGreaterThan(1.8 * 2 ** 20);
});

describe("a push that is not acknowledged", () => {
  const push = { scans: [{ context: "Out for delivery", code: "5" }] };

  test.each([
    { status: 500, body: { code: 200 } },
    { status: 200, body: { code: 500 } },
    { status: 200, body: "OK" },
    { status: 200, body: "" },
    { status: 302, body: { code: 200 } },
  ])("is sent again: $status $body", async (refusal) => {
    const { simulator, create } = await openSimulator();
    const receiver = await receivePushes([refusal]);
    await create("A1", receiver.url);
    await simulator.pushNow("A1", push);
    await simulator.settled();
    expect(simulator.journal.pushes).toMatchObject([
      { attempt: 1, acknowledged: false, httpStatus: refusal.status },
      { attempt: 2, acknowledged: true, httpStatus: 200 },
    ]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  });

  test("is given up after the repeats it may have", async () => {
    const { simulator, create } = await openSimulator({ maxRepeats: 2 });
    await create("A1");
    await simulator.pushNow("A1", push);
    await simulator.settled();
    expect(simulator.journal.pushes.map(({ attempt }) => attempt)).toEqual([
      1, 2, 3,
    ]);
    expect(simulator.journal.pushesAcknowledged()).toBe(0);
  });

  test("is never sent to a host that is not this machine", async () => {
    const { simulator, create } = await openSimulator({ maxRepeats: 0 });
    await create("A1", "https://shop.example/callbacks");
    await simulator.pushNow("A1", push);
    expect(simulator.journal.pushes).toMatchObject([
      { httpStatus: null, acknowledged: false },
    ]);
  });
});

test("closing forgets what is planned", async () => {
  const { simulator, create } = await openSimulator({ speed: 1 });
  const receiver = await receivePushes();
  simulator.playScenario("A1", ordinaryDelivery);
  await create("A1", receiver.url);
  await simulator.close();
  await simulator.settled();
  expect(receiver.received.length).toBeLessThan(2);
});
