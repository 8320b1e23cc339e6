import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveStatus } from "#app/features/trackings/derive-status.ts";
import {
  factsOf,
  mergeFacts,
  type Fact,
} from "#app/features/trackings/facts.ts";
import { parsePush } from "#app/keydelivery/index.ts";

const runs = { numRuns: 1_000 };
const until = "2026-11-25 00:00:00";
const from = "2026-11-06 00:00:00";

const code = fc.constantFrom(
  ...["0", "1", "2", "3", "4", "5", "6", "8", "204", "301", "401", "501"],
  ...[1001, 77, "null", "x", null],
);
const time = fc.constantFrom(
  ...["2026-11-21 08:00:00", "2026-11-21 09:00:00", "2026/11/21 9:00"],
  ...["2026-11-22", "2099-01-01 00:00:00", "2020-01-01 00:00:00", "soon", ""],
);
const text = fc.constantFrom(
  "Departed",
  "departed ",
  "Ｄeparted",
  "Arrived",
  "",
  null,
);
const item = fc.record({
  time,
  context: text,
  order_status_code: code,
  order_status_description: text,
  area_name: text,
  location: text,
});
const push = fc.record({
  order_status_code: code,
  message: fc.constantFrom("", "No status update for 60 days"),
  items: fc.array(item, { maxLength: 5 }),
});

const factsIn = (body: unknown) => factsOf(parsePush(body));
/** All that is known once these facts were told in this order. */
function known(told: Fact[]) {
  const facts = new Map<string, Fact>();
  for (const fact of told) {
    const earlier = facts.get(fact.identity);
    facts.set(fact.identity, earlier ? mergeFacts(earlier, fact) : fact);
  }
  return [...facts.values()].sort((one, other) =>
    one.identity < other.identity ? -1 : 1,
  );
}
const statusOf = (told: Fact[]) => deriveStatus(known(told), { from, until });
const isFinal = (status: string) =>
  status === "delivered" || status === "returned";

const scattered = fc
  .array(push, { minLength: 1, maxLength: 6 })
  .map((bodies) => bodies.flatMap(factsIn))
  .chain((facts) =>
    fc.tuple(
      fc.constant(facts),
      fc.shuffledSubarray([...facts, ...facts], {
        minLength: facts.length * 2,
      }),
    ),
  );

describe("facts", () => {
  it("come to the same, told one by one in any order and again", () => {
    fc.assert(
      fc.property(scattered, ([facts, anyhow]) => {
        expect(known(anyhow)).toEqual(known(facts));
        expect(statusOf(anyhow)).toEqual(statusOf(facts));
      }),
      runs,
    );
  });

  it("of one scan are merged alike, whichever two of three come first", () => {
    const scan = item.map((one) => ({
      ...one,
      time: "2026-11-21",
      context: "A",
    }));
    const fact = scan.map((one) => factsIn({ items: [one] })[0]!);
    fc.assert(
      fc.property(fact, fact, fact, (one, other, third) => {
        expect(mergeFacts(one, one)).toEqual(one);
        expect(mergeFacts(one, other)).toEqual(mergeFacts(other, one));
        expect(mergeFacts(mergeFacts(one, other), third)).toEqual(
          mergeFacts(one, mergeFacts(other, third)),
        );
      }),
      runs,
    );
  });

  it("are the same, in whatever order a push lists its scans", () => {
    const shuffled = push.chain((body) =>
      fc.tuple(
        fc.constant(body),
        fc.shuffledSubarray(body.items, { minLength: body.items.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([body, items]) => {
        expect(known(factsIn({ ...body, items }))).toEqual(
          known(factsIn(body)),
        );
      }),
      runs,
    );
  });
});

describe("a status", () => {
  it("never leaves delivered and returned, and changes between them only by a later fact", () => {
    fc.assert(
      fc.property(fc.array(push, { minLength: 2, maxLength: 8 }), (bodies) => {
        const told: Fact[] = [];
        let before = statusOf(told);
        for (const body of bodies) {
          told.push(...factsIn(body));
          const after = statusOf(told);
          if (isFinal(before.status)) {
            expect(isFinal(after.status)).toBe(true);
            expect((after.time ?? "") >= (before.time ?? "")).toBe(true);
          }
          before = after;
        }
      }),
      runs,
    );
  });

  it("names a last event within its window, whatever the scans say", () => {
    fc.assert(
      fc.property(fc.array(push), (bodies) => {
        const { lastEventTime, time } = statusOf(bodies.flatMap(factsIn));
        for (const told of [lastEventTime, time])
          if (told !== null) expect(told >= from && told <= until).toBe(true);
      }),
      runs,
    );
  });

  it("follows from any JSON whatever that is an object", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        push,
        (any, body) => {
          const entries = Object.entries({ ...body, ...any });
          const derived = statusOf(factsIn(Object.fromEntries(entries)));
          expect(derived.status).toEqual(expect.any(String));
        },
      ),
      runs,
    );
  });
});
